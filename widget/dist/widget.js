/*! Ketamine Guide widget, Apache-2.0. Contains Lit, BSD-3-Clause: LICENSE-lit.txt */
"use strict";(()=>{var z=globalThis,O=z.ShadowRoot&&(z.ShadyCSS===void 0||z.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,K=Symbol(),ue=new WeakMap,T=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==K)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(O&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=ue.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&ue.set(t,e))}return e}toString(){return this.cssText}},me=s=>new T(typeof s=="string"?s:s+"",void 0,K),C=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new T(t,s,K)},ge=(s,e)=>{if(O)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),n=z.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=t.cssText,s.appendChild(i)}},G=O?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return me(t)})(s):s;var{is:at,defineProperty:lt,getOwnPropertyDescriptor:ct,getOwnPropertyNames:ht,getOwnPropertySymbols:dt,getPrototypeOf:pt}=Object,H=globalThis,fe=H.trustedTypes,ut=fe?fe.emptyScript:"",mt=H.reactiveElementPolyfillSupport,P=(s,e)=>s,Y={toAttribute(s,e){switch(e){case Boolean:s=s?ut:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},ye=(s,e)=>!at(s,e),ve={attribute:!0,type:String,converter:Y,reflect:!1,useDefault:!1,hasChanged:ye};Symbol.metadata??=Symbol("metadata"),H.litPropertyMetadata??=new WeakMap;var f=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ve){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(e,i,t);n!==void 0&&lt(this.prototype,e,n)}}static getPropertyDescriptor(e,t,i){let{get:n,set:r}=ct(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:n,set(o){let a=n?.call(this);r?.call(this,o),this.requestUpdate(e,a,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ve}static _$Ei(){if(this.hasOwnProperty(P("elementProperties")))return;let e=pt(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(P("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(P("properties"))){let t=this.properties,i=[...ht(t),...dt(t)];for(let n of i)this.createProperty(n,t[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,n]of t)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let n=this._$Eu(t,i);n!==void 0&&this._$Eh.set(n,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let n of i)t.unshift(G(n))}else e!==void 0&&t.push(G(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ge(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),n=this.constructor._$Eu(e,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:Y).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,n=i._$Eh.get(e);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:Y;this._$Em=n;let a=o.fromAttribute(t,r.type);this[n]=a??this._$Ej?.get(n)??a,this._$Em=null}}requestUpdate(e,t,i,n=!1,r){if(e!==void 0){let o=this.constructor;if(n===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??ye)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),n===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,a=this[n];o!==!0||this._$AL.has(n)||a===void 0||this.C(n,void 0,r,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};f.elementStyles=[],f.shadowRootOptions={mode:"open"},f[P("elementProperties")]=new Map,f[P("finalized")]=new Map,mt?.({ReactiveElement:f}),(H.reactiveElementVersions??=[]).push("2.1.2");var ie=globalThis,be=s=>s,j=ie.trustedTypes,$e=j?j.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ae="$lit$",v=`lit$${Math.random().toFixed(9).slice(2)}$`,Ee="?"+v,gt=`<${Ee}>`,x=document,M=()=>x.createComment(""),N=s=>s===null||typeof s!="object"&&typeof s!="function",se=Array.isArray,ft=s=>se(s)||typeof s?.[Symbol.iterator]=="function",J=`[ 	
\f\r]`,R=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,_e=/-->/g,xe=/>/g,$=RegExp(`>|${J}(?:([^\\s"'>=/]+)(${J}*=${J}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),we=/'/g,ke=/"/g,Te=/^(?:script|style|textarea|title)$/i,ne=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),h=ne(1),Ce=ne(2),Kt=ne(3),w=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),Se=new WeakMap,_=x.createTreeWalker(x,129);function Pe(s,e){if(!se(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return $e!==void 0?$e.createHTML(e):e}var vt=(s,e)=>{let t=s.length-1,i=[],n,r=e===2?"<svg>":e===3?"<math>":"",o=R;for(let a=0;a<t;a++){let l=s[a],d,u,p=-1,m=0;for(;m<l.length&&(o.lastIndex=m,u=o.exec(l),u!==null);)m=o.lastIndex,o===R?u[1]==="!--"?o=_e:u[1]!==void 0?o=xe:u[2]!==void 0?(Te.test(u[2])&&(n=RegExp("</"+u[2],"g")),o=$):u[3]!==void 0&&(o=$):o===$?u[0]===">"?(o=n??R,p=-1):u[1]===void 0?p=-2:(p=o.lastIndex-u[2].length,d=u[1],o=u[3]===void 0?$:u[3]==='"'?ke:we):o===ke||o===we?o=$:o===_e||o===xe?o=R:(o=$,n=void 0);let g=o===$&&s[a+1].startsWith("/>")?" ":"";r+=o===R?l+gt:p>=0?(i.push(d),l.slice(0,p)+Ae+l.slice(p)+v+g):l+v+(p===-2?a:g)}return[Pe(s,r+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},L=class s{constructor({strings:e,_$litType$:t},i){let n;this.parts=[];let r=0,o=0,a=e.length-1,l=this.parts,[d,u]=vt(e,t);if(this.el=s.createElement(d,i),_.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(n=_.nextNode())!==null&&l.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let p of n.getAttributeNames())if(p.endsWith(Ae)){let m=u[o++],g=n.getAttribute(p).split(v),S=/([.?@])?(.*)/.exec(m);l.push({type:1,index:r,name:S[2],strings:g,ctor:S[1]==="."?Q:S[1]==="?"?X:S[1]==="@"?ee:E}),n.removeAttribute(p)}else p.startsWith(v)&&(l.push({type:6,index:r}),n.removeAttribute(p));if(Te.test(n.tagName)){let p=n.textContent.split(v),m=p.length-1;if(m>0){n.textContent=j?j.emptyScript:"";for(let g=0;g<m;g++)n.append(p[g],M()),_.nextNode(),l.push({type:2,index:++r});n.append(p[m],M())}}}else if(n.nodeType===8)if(n.data===Ee)l.push({type:2,index:r});else{let p=-1;for(;(p=n.data.indexOf(v,p+1))!==-1;)l.push({type:7,index:r}),p+=v.length-1}r++}}static createElement(e,t){let i=x.createElement("template");return i.innerHTML=e,i}};function A(s,e,t=s,i){if(e===w)return e;let n=i!==void 0?t._$Co?.[i]:t._$Cl,r=N(e)?void 0:e._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=n:t._$Cl=n),n!==void 0&&(e=A(s,n._$AS(s,e.values),n,i)),e}var Z=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,n=(e?.creationScope??x).importNode(t,!0);_.currentNode=n;let r=_.nextNode(),o=0,a=0,l=i[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new U(r,r.nextSibling,this,e):l.type===1?d=new l.ctor(r,l.name,l.strings,this,e):l.type===6&&(d=new te(r,this,e)),this._$AV.push(d),l=i[++a]}o!==l?.index&&(r=_.nextNode(),o++)}return _.currentNode=x,n}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},U=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,n){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=A(this,e,t),N(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ft(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&N(this._$AH)?this._$AA.nextSibling.data=e:this.T(x.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,n=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=L.createElement(Pe(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(t);else{let r=new Z(n,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Se.get(e.strings);return t===void 0&&Se.set(e.strings,t=new L(e)),t}k(e){se(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,n=0;for(let r of e)n===t.length?t.push(i=new s(this.O(M()),this.O(M()),this,this.options)):i=t[n],i._$AI(r),n++;n<t.length&&(this._$AR(i&&i._$AB.nextSibling,n),t.length=n)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=be(e).nextSibling;be(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},E=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,n,r){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=c}_$AI(e,t=this,i,n){let r=this.strings,o=!1;if(r===void 0)e=A(this,e,t,0),o=!N(e)||e!==this._$AH&&e!==w,o&&(this._$AH=e);else{let a=e,l,d;for(e=r[0],l=0;l<r.length-1;l++)d=A(this,a[i+l],t,l),d===w&&(d=this._$AH[l]),o||=!N(d)||d!==this._$AH[l],d===c?e=c:e!==c&&(e+=(d??"")+r[l+1]),this._$AH[l]=d}o&&!n&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Q=class extends E{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},X=class extends E{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},ee=class extends E{constructor(e,t,i,n,r){super(e,t,i,n,r),this.type=5}_$AI(e,t=this){if((e=A(this,e,t,0)??c)===w)return;let i=this._$AH,n=e===c&&i!==c||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==c&&(i===c||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},te=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){A(this,e)}};var yt=ie.litHtmlPolyfillSupport;yt?.(L,U),(ie.litHtmlVersions??=[]).push("3.3.3");var Re=(s,e,t)=>{let i=t?.renderBefore??e,n=i._$litPart$;if(n===void 0){let r=t?.renderBefore??null;i._$litPart$=n=new U(e.insertBefore(M(),r),r,void 0,t??{})}return n._$AI(s),n};var re=globalThis,y=class extends f{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Re(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};y._$litElement$=!0,y.finalized=!0,re.litElementHydrateSupport?.({LitElement:y});var bt=re.litElementPolyfillSupport;bt?.({LitElement:y});(re.litElementVersions??=[]).push("4.2.2");function Me(s){let[e,t,i]=$t(s).map(_t);return(.2126*e+.7152*t+.0722*i+.05)**2<1.05*.05?"#fff":"#000"}function $t(s){let e=/^rgb\((\d+), (\d+), (\d+)\)$/.exec(s);if(e)return e.slice(1).map(Number);let t=document.createElement("canvas");t.width=t.height=1;let i=t.getContext("2d",{willReadFrequently:!0});return i.fillStyle=s,i.fillRect(0,0,1,1),[...i.getImageData(0,0,1,1).data].slice(0,3)}function _t(s){let e=s/255;return e<=.04045?e/12.92:((e+.055)/1.055)**2.4}var k={checked:"2026-11-21",here:"the US",emergency:"911",crisis:"988",crisis_chat:"988lifeline.org",or_chat:", or chat at 988lifeline.org",reach_crisis:"call or text 988",text_crisis:"text 988",crisis_extra:"When you call 988, veterans can press 1, and for Spanish press 2.",poison:"1-800-222-1222",reach_poison:"call Poison Control at 1-800-222-1222",board:"the state licensing board",domestic:"1-800-799-7233",reach_domestic:"call 1-800-799-7233 or text START to 88788",directory:"findahelpline.com",es:{reach_poison:"llama al centro de toxicología (Poison Control) al 1-800-222-1222",board:"la junta estatal de licencias",or_chat:", o usa el chat de 988lifeline.org",here:"los Estados Unidos",reach_crisis:"llama o envía un mensaje de texto al 988",text_crisis:"enviar un mensaje de texto al 988, o usar el chat de 988lifeline.org",crisis_extra:"Si llamas al 988, oprime 2 para español. Los veteranos oprimen 1.",reach_domestic:"llama al 1-800-799-7233 o envía START al 88788"}};var b=class extends Error{constructor(t,i,n,r){super(n);this.status=t;this.code=i;this.seconds=r}},D=class{constructor(e){this.server=e}site(){return this.call("GET","site")}begin(){return this.call("POST","session")}renew(e){return this.call("POST","renew",e)}say(e,t,i){return this.call("POST","message",e,{text:t,id:i})}history(e){return this.call("GET","history",e)}notes(e){return this.call("GET","summary",e)}forget(e){return this.call("DELETE","conversation",e)}async call(e,t,i,n){let r={};i&&(r.Authorization=`Bearer ${i}`),n&&(r["Content-Type"]="application/json");let o=await fetch(`${this.server}/webhooks/web/${t}`,{method:e,headers:r,body:n?JSON.stringify(n):null,credentials:"omit",cache:"no-store",signal:AbortSignal.timeout(15e3)});if(o.ok)return o.status===204?void 0:o.json();if(o.status>=500)throw new Error(`status ${o.status}`);let{error:a}=await o.json().catch(()=>({error:{}})),l=Number(o.headers.get("Retry-After"))||0;throw new b(o.status,a?.code??"",a?.message??"",l)}};var I=class{constructor(e){this.key=e;this.value=null;try{this.value=JSON.parse(sessionStorage.getItem(e)??"null")}catch{}}get(){return this.value}set(e){this.value=e;try{e?sessionStorage.setItem(this.key,JSON.stringify(e)):sessionStorage.removeItem(this.key)}catch{}}change(e){this.value&&this.set({...this.value,...e})}};var wt=[500,1e3,2e3,4e3,8e3],kt={emergency:k.emergency,crisis:k.crisis,crisis_chat:k.crisis_chat,poison:k.poison,domestic:k.domestic,directory:k.directory},B=class{constructor(e,t,i,n){this.changed=t;this.arrived=i;this.failed=n;this.exchanges=[];this.notice=null;this.busy=!1;this.site={help:kt,contact:{name:null,phone:null,hours:null,url:null},sources:{},max_characters:4e3};this.begun=null;this.channel=new D(e),this.kept=new I(`ketamine-guide ${e}`)}get wasShown(){return this.kept.get()?.shown??!1}remember(e){this.kept.change({shown:e})}start(){return this.begun??=this.restore().catch(e=>{this.begun=null,this.fail(e)}),this.begun}get stuck(){return this.exchanges.at(-1)?.state==="failed"}async send(e,t=e){if(this.busy||this.stuck)return;this.busy=!0,await this.start();let i={text:t,replies:[],time:new Date,state:"sending"};this.exchanges.push(i),this.kept.get()?(this.kept.change({pending:{id:At(),text:e,title:t}}),await this.deliver(i)):i.state="failed",this.busy=!1,this.changed()}async retry(){if(this.busy)return;this.notice=null;let e=this.exchanges.at(-1);e?.state!=="failed"?await this.start():this.kept.get()?.pending?(this.busy=!0,await this.deliver(e),this.busy=!1):(this.exchanges.pop(),await this.send(e.text)),this.changed()}async forget(){let e=this.kept.get();try{e&&await this.channel.forget(e.token),await this.begin("forgotten")}catch(t){oe(t)?await this.begin("forgotten").catch(i=>this.fail(i)):this.fail(t)}this.changed()}notes(){return this.channel.notes(this.kept.get()?.token??"")}async restore(){this.channel.site().then(t=>{this.site=t,this.changed()},()=>{});let e=this.kept.get();if(!e)return this.begin();try{e.pending&&await this.channel.say(e.token,e.pending.text,e.pending.id).catch(St);let{turns:t}=await this.channel.history(e.token),i=t.map(n=>({...n,time:new Date(n.time),state:"done"}));this.exchanges=[{text:"",replies:e.opening,state:"done"},...i],this.kept.change({pending:void 0}),this.notice=null,this.changed(),await this.renewWhenDue()}catch(t){if(!oe(t))throw t;await this.begin("expired")}}async begin(e){let{replies:t,...i}=await this.channel.begin();this.kept.set({...Ne(i),opening:t,shown:this.wasShown}),this.exchanges=[{text:"",replies:t,state:"done"}],this.notice=e?{word:e}:null,this.arrived(t),this.changed()}async deliver(e){e.state="sending",this.changed();for(let t=0;;t+=1){let i=this.kept.get();if(!i?.pending)return;try{let{replies:n}=await this.channel.say(i.token,i.pending.text,i.pending.id);this.kept.change({pending:void 0}),e.replies=n,e.state="done",this.notice=this.notice?.word==="expired"?this.notice:null,this.arrived(n),this.renewWhenDue();return}catch(n){if(oe(n)&&t===0){await this.begin("expired").catch(()=>{}),this.kept.change({pending:i.pending}),this.exchanges.push(e);continue}let r=wt[t];if(n instanceof b||r===void 0||!navigator.onLine){e.state="failed",this.fail(n);return}this.notice={word:"reconnecting"},this.changed(),await new Promise(o=>setTimeout(o,r))}}}async renewWhenDue(){let e=this.kept.get();!e||Date.now()<e.renew_at||await this.channel.renew(e.token).then(t=>this.kept.change(Ne(t)),()=>{})}fail(e){if(e instanceof b){let t=e.status===429;this.notice=t?{word:"wait",values:{seconds:e.seconds}}:{word:"refused",text:e.message},this.failed(e.code)}else this.notice={word:navigator.onLine?"unreachable":"offline"},this.failed(navigator.onLine?"unreachable":"offline");this.changed()}};function Ne(s){return{...s,renew_at:(Date.now()+Date.parse(s.expires_at))/2}}function oe(s){return s instanceof b&&s.status===401}function St(s){if(!(s instanceof b)||s.status===401||s.status===429)throw s}function At(){return[...crypto.getRandomValues(new Uint8Array(16))].map(s=>s.toString(16).padStart(2,"0")).join("")}var Le=/^\+?\d[\d -]{1,20}$/,Et=/^[a-z0-9-]+(\.[a-z0-9-]+)+$/;function Ue(s,e){let t=Object.values(e).flatMap(ae),i=new Map(t.map(a=>[a,Le.test(a)?q(a):`https://${a}`])),r=[...i.keys()].sort((a,l)=>l.length-a.length).map(a=>a.replace(/[.+]/g,"\\$&")).join("|");return s.split(new RegExp(`(?<![\\w.,$+-])(${r})(?![\\w%-]|[.,]\\w)`,"g")).filter(Boolean).map(a=>({text:a,href:i.get(a)}))}function ae(s){return s.split(" or ").filter(e=>Le.test(e)||Et.test(e))}function q(s){return`tel:${s.replace(/[^\d+]/g,"")}`}function le(s){return s&&/^https?:\/\//i.test(s)?s:void 0}var Tt='/visit{"step":"again"}',Ct=s=>`/service{"step":"${s}"}`,Pt=/[¿¡áéíóúñ]/i;function Oe(s,e){let{say:t,name:i,when:n}=e,r=s.text?h`<div class="mine"><span class="unseen">${t("you")}</span><p dir="auto">${s.text}</p></div>
        ${s.time?h`<time datetime=${s.time.toISOString()}>${n(s.time)}</time>`:c}`:c,o=s.state==="failed"?h`<p class="failed">${t("not_sent")} <button type="button" @click=${e.retry}>${t("retry")}</button></p>`:c,a=s.replies.length-1;return h`${r}${o}
  ${s.replies.map((l,d)=>Rt(l,{...e,live:e.live&&d===a},i))}`}function Rt(s,e,t){let{say:i,site:n}=e,r=s.footer==="none"?-1:s.text.lastIndexOf(`
`),o=r<0?s.text:s.text.slice(0,r);return h`<div class="theirs ${s.kind}" lang=${Pt.test(s.text)?"es":"en"}>
      <span class="unseen">${i("guide",{name:t})}</span>
      <p dir="auto">${ze(o,n)}</p>
      ${r<0?c:h`<p class="footer" dir="auto">${ze(s.text.slice(r+1),n)}</p>`}
    </div>
    ${s.sources.length?Mt(s.sources,e):c}
    ${s.buttons.some(({payload:a})=>a===Tt)?h`<div class="choices"><button type="button" @click=${e.printNotes}>${i("notes")}</button></div>`:c}
    ${s.buttons.length?h`<div class="choices" lang="en">${s.buttons.map(a=>He(a,a.title,e))}</div>`:c}
    ${s.kind==="answer"?Nt(e):c}`}function He(s,e,{live:t,next:i,press:n}){return h`<button
    type="button"
    class=${i===s.title?"used":c}
    ?disabled=${!t}
    @click=${()=>n(s)}
  >${e}</button>`}function Mt(s,{say:e,site:t}){return h`<details>
    <summary>${e("sources",{count:s.length})}</summary>
    <ul lang="en">${s.map(i=>h`<li>${t.sources[i]??i}</li>`)}</ul>
  </details>`}function Nt(s){let{say:e,live:t}=s,i=(n,r)=>He({title:r,payload:Ct(n)},r,s);return h`<div class="helpful" ?hidden=${!t} role="group" aria-label=${e("helpful")}>
    <span>${e("helpful")}</span>${i("helpful",e("helpful_yes"))}${i("not_helpful",e("helpful_no"))}
  </div>`}function ze(s,e){return Ue(s,e.help).map(({text:t,href:i})=>i?h`<a href=${i} target=${i.startsWith("tel:")?c:"_blank"} rel="noopener noreferrer">${t}</a>`:t)}var V=s=>Ce`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${s}></path></svg>`,je=V("M4 5h16v11H9l-5 4z M8 9h8 M8 12h5"),De=V("M6 6l12 12 M18 6L6 18"),Ie=V("M4 7h16 M4 12h16 M4 17h16"),Be=V("M4 12l16-8-5 16-3-6z M12 14l8-10");function Ve(s,e,t,i,n){return h`<header>
    <div>
      <h2 id="title">${e}</h2>
      <p id="subtitle">${s("subtitle")}</p>
    </div>
    <button type="button" aria-label=${s("menu")} aria-expanded=${t} aria-controls="menu" @click=${i}>
      ${Ie}
    </button>
    <button type="button" aria-label=${s("close")} @click=${n}>${De}</button>
  </header>`}function We(s,e,t){return h`<div class="menu" id="menu">
    ${t?h`<p role="alert">${t}</p>`:c}
    ${e.map(([i,n])=>h`<button type="button" @click=${n}>${s(i)}</button>`)}
  </div>`}function Fe(s,{help:e,contact:t}){let i=o=>{let a=e[o];return h`<a href=${q(ae(a)[0]??"")}>${s(o,{number:a})}</a>`},n=le(t.url)??(t.phone?q(t.phone):void 0),r=t.name??s("contact_name");return h`<p class="help" role="group" aria-label=${s("help")}>
    ${i("emergency")}${i("crisis")}
    ${n?h`<a href=${n} target=${le(n)?"_blank":c} rel="noopener">${s("contact",{name:r})}</a>`:c}
  </p>`}function Ke(s,e,t){let i=e?.word==="unreachable";return h`<div class="notice" role="status" ?hidden=${!e}>
    ${e?h`<span>${s(e.word,e.values)} ${e.text??""}</span>`:c}
    ${i&&t?h`<button type="button" @click=${t}>${s("retry")}</button>`:c}
  </div>`}function Ge(s,e,t,i,n){return h`<div class="log" role="log" aria-live="off" tabindex="0" aria-label=${s("transcript")}>
    ${t?h`<div class="theirs"><p dir="auto">${t}</p></div>`:c}
    ${i.map(r=>h`<div class="exchange">${r}</div>`)}
    ${n?h`<div class="theirs typing"><span class="unseen">${s("typing",{name:e})}</span><i></i><i></i><i></i></div>`:c}
  </div>`}function Ye(s,e,t,i){return h`<form @submit=${i.submit}>
    <div class="field">
      <textarea
        rows="1"
        dir="auto"
        enterkeyhint="send"
        aria-label=${s("input")}
        placeholder=${s("placeholder")}
        maxlength=${e}
        @keydown=${i.key}
        @input=${i.input}
      ></textarea>
      ${t===void 0?c:h`<span class="left" role="status">${s("left",{count:t})}</span>`}
    </div>
    <button type="submit" class="send" aria-label=${s("send")}>${Be}</button>
  </form>`}var Ut=`
  body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  h2 { margin: 1.25rem 0 0.25rem; font-size: 1rem; }
  p { margin: 0; white-space: pre-line; }
  h2, p { break-inside: avoid; }
`;function Je(s,e,t,i){return s.flatMap(({text:n,replies:r,time:o})=>[...n?[{title:`${e("you")} ${o?i(o):""}`.trim(),lines:[n]}]:[],{title:e("guide",{name:t}),lines:r.map(a=>a.text)}])}function Ze({parts:s,closing:e,made:t}){return[...s,{title:"",lines:[e,t]}]}function ce(s,e,t){let i=window.open("","_blank");if(!i)return he(s,t);let{document:n}=i;n.title=s,n.documentElement.lang=e;let r=new i.CSSStyleSheet;r.replaceSync(Ut),n.adoptedStyleSheets=[r];let o=(a,l)=>{let d=n.createElement(a);d.textContent=l,d.dir="auto",n.body.append(d)};o("h1",s);for(let a of t){a.title&&o("h2",a.title);for(let l of a.lines)o("p",l)}i.print()}function he(s,e){let t=[s,...e.flatMap(n=>["",n.title,...n.lines])].join(`
`),i=document.createElement("a");i.href=URL.createObjectURL(new Blob([t],{type:"text/plain"})),i.download=`${s}.txt`,i.click(),URL.revokeObjectURL(i.href)}var Qe=C`
  /* Nothing of the page's is inherited: !important in here is stronger than out there. */
  :host {
    all: initial !important;
    --accent: var(--guide-color, #0b6068);
    --on-accent: #fff;
    --surface: #fff;
    --sunken: #eef3f4;
    --text: #16252c;
    --soft: #465861;
    --line: #75868f;
    --alarm: #8c1d18;
    --scheme: light;
  }
  :host([theme="dark"]) {
    --surface: #131c21;
    --sunken: #1f2b31;
    --text: #eef4f6;
    --soft: #b3c3cb;
    --line: #80939d;
    --alarm: #ffb4ab;
    --scheme: dark;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      --surface: #131c21;
      --sunken: #1f2b31;
      --text: #eef4f6;
      --soft: #b3c3cb;
      --line: #80939d;
      --alarm: #ffb4ab;
      --scheme: dark;
    }
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    min-block-size: 2.25em;
    min-inline-size: 2.25em;
    border: 1px solid transparent;
    border-radius: 1.125em;
    padding: 0.25em 0.75em;
    background: none;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
  }
  a {
    color: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--text);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--surface);
  }
  svg {
    inline-size: 1.5em;
    block-size: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    display: block;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Sizes are in em of what the visitor has set, not of what the page has. */
  .launcher,
  dialog {
    font: 400 medium/1.5 var(--guide-font, system-ui, sans-serif);
    color-scheme: var(--scheme);
    position: fixed;
    inset-inline-start: auto;
    z-index: var(--guide-layer, 2147483000);
    inset-block-end: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-bottom));
    inset-inline-end: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-right));
  }
  :host([position="left"]) :is(.launcher, dialog) {
    left: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-left));
    right: auto;
  }
  :host([position="right"]) :is(.launcher, dialog) {
    left: auto;
    right: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-right));
  }
  .launcher {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 3.5em;
    padding: 0 1.25em;
    border: 2px solid var(--on-accent);
    border-radius: 1.75em;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    cursor: pointer;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.3);
  }
  .badge {
    border-radius: 1em;
    padding: 0 0.5em;
    background: var(--on-accent);
    color: var(--accent);
    font-size: 0.875em;
  }

  dialog {
    display: none;
    flex-direction: column;
    inline-size: min(var(--guide-width, 25em), calc(100vw - 2 * var(--guide-offset, 1.25em)));
    block-size: min(var(--guide-height, 42em), calc(100dvh - 2 * var(--guide-offset, 1.25em)));
    max-inline-size: none;
    max-block-size: none;
    inset-block-start: auto;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--guide-radius, 1em);
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 8px 40px rgb(0 0 0 / 0.35);
  }
  dialog[open] {
    display: flex;
  }
  dialog::backdrop {
    background: none;
  }
  @media (max-width: 30em), (max-height: 30em) {
    dialog,
    :host([position]) dialog {
      inset: var(--top, 0) 0 auto;
      inline-size: 100%;
      block-size: var(--height, 100dvh);
      border: 0;
      border-radius: 0;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding: 0.5em 0.5em 0.5em 1em;
    background: var(--accent);
    color: var(--on-accent);
    overflow-wrap: anywhere;
  }
  header div {
    flex: 1;
    min-inline-size: 0;
  }
  h2,
  header p {
    margin: 0;
    line-height: 1.3;
  }
  h2 {
    font-size: 1.0625em;
  }
  header p {
    font-size: 0.8125em;
  }
  header :focus-visible,
  .launcher:focus-visible {
    outline-color: var(--on-accent);
    box-shadow: 0 0 0 5px var(--accent);
  }
  .launcher:focus-visible {
    outline-color: var(--text);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--surface);
  }
  header button {
    padding: 0.375em;
  }
  .menu {
    display: flex;
    flex-direction: column;
    padding: 0.25em;
    border-block-end: 1px solid var(--line);
    background: var(--sunken);
  }
  .menu button {
    border-radius: 0.5em;
    text-align: start;
  }
  .menu p {
    margin: 0.25em 0.75em;
  }

  .help,
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.875em;
    margin: 0;
    padding: 0.25em calc(1em / 0.8125);
    border-block-end: 1px solid var(--line);
    background: var(--sunken);
    font-size: 0.8125em;
  }
  .help a {
    display: inline-block;
    min-block-size: 24px;
    line-height: 24px;
  }
  .notice {
    align-items: center;
    color: var(--alarm);
  }
  .notice button,
  .choices button,
  .helpful button,
  .failed button {
    border-color: currentColor;
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: rise 0.18s ease-out;
    }
  }
  @keyframes rise {
    from {
      transform: translateY(0.75em);
    }
  }

  form {
    display: flex;
    align-items: end;
    gap: 0.5em;
    margin: 0;
    padding: 0.625em;
    border-block-start: 1px solid var(--line);
  }
  .field {
    flex: 1;
    min-inline-size: 0;
  }
  textarea {
    display: block;
    field-sizing: content;
    inline-size: 100%;
    min-block-size: 2.75em;
    max-block-size: 8em;
    padding: 0.5em 0.75em;
    resize: none;
    border: 1px solid var(--line);
    border-radius: 0.75em;
    background: var(--surface);
  }
  textarea::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  form button {
    min-block-size: 2.75em;
    min-inline-size: 2.75em;
    padding: 0.5em;
    background: var(--accent);
    color: var(--on-accent);
  }
  form button svg {
    margin-inline: auto;
  }
  .left {
    color: var(--soft);
    font-size: 0.75em;
  }
  :host(:dir(rtl)) .send svg {
    transform: scaleX(-1);
  }
`;var Xe=C`
  .log {
    flex: 1;
    min-block-size: 4em;
    margin: 0;
    padding: 1em;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-wrap: anywhere;
  }
  .log:focus-visible {
    outline-offset: -3px;
    box-shadow: none;
  }
  .log p {
    margin: 0;
    white-space: pre-line;
  }
  .mine,
  .theirs {
    inline-size: fit-content;
    max-inline-size: 92%;
    margin-block-end: 0.25em;
    padding: 0.5em 0.875em;
    border-radius: 1em;
  }
  .mine {
    margin-inline-start: auto;
    border-end-end-radius: 0.25em;
    background: var(--accent);
    color: var(--on-accent);
  }
  .theirs {
    border-end-start-radius: 0.25em;
    background: var(--sunken);
  }
  .theirs.triage {
    border-inline-start: 4px solid var(--alarm);
    font-weight: 500;
  }
  .theirs a {
    font-weight: 600;
  }
  .theirs .footer {
    margin-block-start: 0.5em;
    padding-block-start: 0.375em;
    border-block-start: 1px solid var(--line);
    color: var(--soft);
    font-size: 0.875em;
    font-weight: 400;
  }
  time,
  .failed {
    display: block;
    margin-block-end: 0.75em;
    color: var(--soft);
    font-size: 0.75em;
  }
  .mine + time,
  .failed {
    text-align: end;
  }
  .failed {
    color: var(--alarm);
  }
  details {
    margin-block: 0.25em;
    font-size: 0.875em;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    line-height: 24px;
    padding-inline: 0.25em;
    color: var(--soft);
    cursor: pointer;
  }
  details ul {
    margin: 0;
    padding-inline-start: 1.5em;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block: 0.5em;
  }
  .choices button {
    text-align: start;
  }
  .choices button:not(:disabled),
  .helpful button:not(:disabled) {
    background: var(--surface);
  }
  .choices button:disabled,
  .helpful button:disabled {
    border-style: dashed;
    color: var(--soft);
  }
  .choices button.used {
    border-style: solid;
    background: var(--sunken);
  }
  .helpful {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    margin-block: 0.5em;
    color: var(--soft);
    font-size: 0.875em;
  }
  .typing {
    display: flex;
    gap: 0.25em;
    padding-block: 0.875em;
  }
  .typing i {
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: var(--soft);
  }
  @media (prefers-reduced-motion: no-preference) {
    .typing i {
      animation: breathe 1.2s infinite ease-in-out;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.2s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.4s;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
`;var et={name:"Ketamine Guide",subtitle:"Automated. Not medical advice.",open:"Open the chat with {name}",close:"Close the chat",unread:"{count} new",menu:"More",print:"Print or save as PDF",save:"Save as a text file",forget:"Delete and start over",forget_ask:"Delete this conversation for good?",forget_yes:"Yes, delete it",forget_no:"No, keep it",forgotten:"Your conversation was deleted. This is a new one.",expired:"Your earlier conversation has ended. This is a new one.",transcript:"Conversation",you:"You:",guide:"{name}:",choices:"Choices: {choices}.",input:"Your message",placeholder:"Type your question",send:"Send",left:"{count} characters left",typing:"{name} is writing",sources:"Sources ({count})",helpful:"Was this helpful?",helpful_yes:"Yes",helpful_no:"No",help:"In danger or in crisis?",emergency:"Emergency: {number}",crisis:"Crisis line: {number}",contact:"Contact {name}",contact_name:"the clinic",offline:"You are offline. What you typed will be sent when you are back.",reconnecting:"The connection was lost. Trying again.",unreachable:"The assistant cannot be reached right now. What you typed is kept here.",retry:"Try again",not_sent:"Not sent.",wait:"Please wait {seconds} seconds, then try again.",refused:"That could not be sent.",notes:"Print or save these notes",printed:"Conversation with {name}"};var tt={name:"Guía de ketamina",subtitle:"Automática. No es consejo médico.",open:"Abrir el chat con {name}",close:"Cerrar el chat",unread:"{count} sin leer",menu:"Más",print:"Imprimir o guardar como PDF",save:"Guardar como archivo de texto",forget:"Borrar y empezar de nuevo",forget_ask:"¿Borrar esta conversación para siempre?",forget_yes:"Sí, borrarla",forget_no:"No, guardarla",forgotten:"Tu conversación se borró. Esta es nueva.",expired:"Tu conversación anterior terminó. Esta es nueva.",transcript:"Conversación",you:"Tú:",guide:"{name}:",choices:"Opciones: {choices}.",input:"Tu mensaje",placeholder:"Escribe tu pregunta (en inglés)",send:"Enviar",left:"Quedan {count} caracteres",typing:"{name} está escribiendo",sources:"Fuentes ({count})",helpful:"¿Te ayudó?",helpful_yes:"Sí",helpful_no:"No",help:"¿Estás en peligro o en crisis?",emergency:"Emergencia: {number}",crisis:"Línea de crisis: {number}",contact:"Contacta a {name}",contact_name:"la clínica",offline:"No tienes conexión. Lo que escribiste se enviará cuando vuelvas.",reconnecting:"Se perdió la conexión. Intentando de nuevo.",unreachable:"No se puede llegar al asistente en este momento. Lo que escribiste queda aquí.",retry:"Intentar de nuevo",not_sent:"No se envió.",wait:"Espera {seconds} segundos y vuelve a intentarlo.",refused:"Eso no se pudo enviar.",notes:"Imprimir o guardar estas notas",printed:"Conversación con {name}"};var it={en:et,es:tt};function st(s){let e=s.toLowerCase().split("-")[0]??"";return e in it?e:"en"}function nt(s){return(e,t={})=>(it[s]?.[e]??e).replace(/\{(\w+)\}/g,(i,n)=>String(t[n]??i))}var jt="(max-width: 30rem), (max-height: 30rem)",rt=200,Dt=400,W=class extends y{constructor(){super();this.takeFocus=!1;this.used=!1;this.online=()=>{(this.open||this.talk.stuck)&&this.talk.retry()};this.fit=()=>{!visualViewport||!this.open||(this.style.setProperty("--height",`${visualViewport.height}px`),this.style.setProperty("--top",`${visualViewport.offsetTop}px`))};this.shownExchanges=0;this.when=t=>{let n=t.toDateString()===new Date().toDateString()?{}:{dateStyle:"medium"};return new Intl.DateTimeFormat(this.language,{...n,timeStyle:"short"}).format(t)};this.press=t=>{(matchMedia("(pointer: coarse)").matches?this.log:this.field)?.focus(),this.ask(t.payload,t.title)};this.key=t=>{t.key==="Escape"&&(t.preventDefault(),t.stopPropagation(),this.menu?this.toggleMenu():this.hide())};this.typed=t=>{t.key==="Enter"&&!t.shiftKey&&!t.isComposing&&(t.preventDefault(),this.field?.form?.requestSubmit())};this.submit=t=>{t.preventDefault(),this.ask(this.field?.value.trim()??"")};this.count=()=>{this.left=this.talk.site.max_characters-(this.field?.value.length??0)};this.toggleMenu=()=>{this.menu=!this.menu,this.asking=!1,this.menu||this.renderRoot.querySelector("[aria-expanded]").focus()};this.printConversation=()=>{ce(this.printedTitle,this.language,this.printed),this.toggleMenu()};this.saveConversation=()=>{he(this.printedTitle,this.printed),this.toggleMenu()};this.printNotes=async()=>{let t=await this.talk.notes().catch(()=>null);if(!t)return this.report("error",{code:"no_summary"});ce(t.title,"en",Ze(t))};this.forget=async()=>{this.toggleMenu(),await this.talk.forget(),this.field?.focus()};this.server=location.origin,this.name=this.color=this.greeting=this.position=this.theme=this.polite=this.urgent="",this.open=this.menu=this.asking=this.slow=!1,this.unread=0,this.left=rt+1}static{this.styles=[Qe,Xe]}static{this.properties={server:{},name:{},color:{},greeting:{},position:{reflect:!0},theme:{reflect:!0},open:{type:Boolean,reflect:!0},unread:{state:!0},menu:{state:!0},asking:{state:!0},polite:{state:!0},urgent:{state:!0},left:{state:!0},slow:{state:!0}}}show(){this.open||(this.takeFocus=!0,this.open=!0)}hide(){this.open&&(this.takeFocus=this.matches(":focus-within"),this.open=this.menu=this.asking=!1)}async ask(t,i=t){if(this.talk.stuck&&await this.talk.retry(),this.talk.busy||this.talk.stuck||!t.trim())return;this.field?.value.trim()===t&&this.clear();let n=this.talk.send(t.trim(),i);this.polite=this.urgent="",this.report("message",{from:"person"});let r=setTimeout(()=>this.slow=!0,Dt);await n,clearTimeout(r),this.slow=!1}static get observedAttributes(){return[...super.observedAttributes,"lang"]}attributeChangedCallback(t,i,n){super.attributeChangedCallback(t,i,n),t==="lang"&&this.requestUpdate()}connectedCallback(){super.connectedCallback(),this.talk??=new B(this.server,()=>this.requestUpdate(),t=>this.announce(t),t=>this.report("error",{code:t})),this.talk.wasShown&&(this.open=!0),window.addEventListener("online",this.online),visualViewport?.addEventListener("resize",this.fit),visualViewport?.addEventListener("scroll",this.fit)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("online",this.online),visualViewport?.removeEventListener("resize",this.fit),visualViewport?.removeEventListener("scroll",this.fit)}willUpdate(){this.used||=this.open}updated(t){t.has("color")&&this.paint(),t.has("open")&&(this.open||t.get("open")!==void 0)&&this.opened(),this.keepInView()}paint(){this.color&&CSS.supports("color",this.color)&&this.style.setProperty("--guide-color",this.color);let t=getComputedStyle(this.launcher).backgroundColor;this.style.setProperty("--on-accent",Me(t))}opened(){let{dialog:t}=this;if(this.open&&!t.open){let i=document.activeElement;matchMedia(jt).matches?t.showModal():t.show(),this.fit(),this.unread=0,this.takeFocus?matchMedia("(pointer: coarse)").matches?this.log.focus():this.field?.focus():(this.shadowRoot?.activeElement?.blur(),i?.focus()),this.talk.start().then(()=>this.talk.remember(this.open)),this.report("open")}else!this.open&&t.open&&(t.close(),this.takeFocus&&this.launcher.focus(),this.talk.remember(!1),this.report("close"));this.takeFocus=!1}keepInView(){let{exchanges:t,busy:i}=this.talk,n=t.length*2+(i?0:1);if(!this.open||n===this.shownExchanges)return;this.shownExchanges=n;let r=this.log.querySelectorAll(".exchange").item(t.length-1);r&&(this.log.scrollTop=t.length>1?r.offsetTop-this.log.offsetTop-8:0)}announce(t){this.open||(this.unread+=t.length);let i=t.map(r=>this.spoken(r)).join(`
`),n=t.some(r=>r.kind==="triage");this.polite=n?"":i,this.urgent=n?i:"";for(let{kind:r,topic:o}of t)this.report("message",{from:"guide",kind:r,topic:o})}spoken(t){let i=t.buttons.map(n=>n.title).join(", ");return i?`${t.text}
${this.say("choices",{choices:i})}`:t.text}report(t,i={}){this.dispatchEvent(new CustomEvent(`guide-${t}`,{bubbles:!0,composed:!0,detail:i}))}get language(){return st(this.closest("[lang]")?.lang??"en")}get say(){return nt(this.language)}get title_(){return this.name||this.say("name")}get dialog(){return this.renderRoot.querySelector("dialog")}get launcher(){return this.renderRoot.querySelector(".launcher")}get log(){return this.renderRoot.querySelector(".log")}get field(){return this.renderRoot.querySelector("textarea")}clear(){this.field&&(this.field.value=""),this.count()}get printed(){return Je(this.talk.exchanges,this.say,this.title_,this.when)}get printedTitle(){return this.say("printed",{name:this.title_})}render(){let t=this.title_,i=this.say("unread",{count:this.unread});return h`<button
        type="button"
        class="launcher"
        ?hidden=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.say("open",{name:t})+(this.unread?`, ${i}`:"")}
        @click=${this.show}
      >
        ${je}<span>${t}</span>${this.unread?h`<span class="badge">${this.unread}</span>`:c}
      </button>
      <dialog
        aria-labelledby="title"
        aria-describedby="subtitle"
        lang=${this.language}
        @keydown=${this.key}
        @cancel=${n=>n.preventDefault()}
      >
        ${this.used?this.inside(t):c}
      </dialog>`}inside(t){let{say:i,talk:n}=this,{exchanges:r,busy:o,notice:a,site:l}=n,d=()=>{n.retry()},u={say:i,name:t,site:l,when:this.when,press:this.press,retry:d,printNotes:this.printNotes},p=r.map((S,pe)=>Oe(S,{...u,live:pe===r.length-1&&!o,next:r[pe+1]?.text})),m=[["print",this.printConversation],["save",this.saveConversation],["forget",()=>this.asking=!0]],g=[["forget_yes",this.forget],["forget_no",this.toggleMenu]];return h`${Ve(i,t,this.menu,this.toggleMenu,()=>this.hide())}
      ${this.menu?We(i,this.asking?g:m,this.asking?i("forget_ask"):""):c}
      ${Fe(i,l)} ${Ke(i,a,n.stuck||o?void 0:d)}
      ${Ge(i,t,this.greeting,p,this.slow||!r.length&&!a)}
      ${Ye(i,l.max_characters,this.left<=rt?this.left:void 0,{submit:this.submit,key:this.typed,input:this.count})}
      <div class="unseen" aria-live="polite" aria-atomic="true">${this.polite}</div>
      <div class="unseen" aria-live="assertive" aria-atomic="true">${this.urgent}</div>`}};var F="ketamine-guide",It=["name","color","greeting","position","theme","lang","open"],de=document.currentScript,Bt=de?.src?new URL(".",de.src).href.replace(/\/$/,""):location.origin;function ot(){let s=document.querySelector(F),e=s??document.createElement(F);e.hasAttribute("server")||e.setAttribute("server",Bt);for(let t of It){let i=de?.dataset[t];i!==void 0&&!e.hasAttribute(t)&&e.setAttribute(t,i)}s||document.body.append(e),(window.requestIdleCallback??setTimeout)(()=>customElements.get(F)??customElements.define(F,W))}document.body?ot():document.addEventListener("DOMContentLoaded",ot);})();
