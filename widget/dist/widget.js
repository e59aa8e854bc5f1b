/*! Ketamine Guide widget, Apache-2.0. Contains Lit, BSD-3-Clause: LICENSE-lit.txt */
"use strict";(()=>{var L=globalThis,U=L.ShadowRoot&&(L.ShadyCSS===void 0||L.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,K=Symbol(),ue=new WeakMap,A=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==K)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(U&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=ue.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&ue.set(t,e))}return e}toString(){return this.cssText}},me=n=>new A(typeof n=="string"?n:n+"",void 0,K),G=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new A(t,n,K)},ge=(n,e)=>{if(U)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),s=L.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=t.cssText,n.appendChild(i)}},Y=U?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return me(t)})(n):n;var{is:Qe,defineProperty:Xe,getOwnPropertyDescriptor:et,getOwnPropertyNames:tt,getOwnPropertySymbols:it,getPrototypeOf:st}=Object,O=globalThis,fe=O.trustedTypes,nt=fe?fe.emptyScript:"",rt=O.reactiveElementPolyfillSupport,T=(n,e)=>n,J={toAttribute(n,e){switch(e){case Boolean:n=n?nt:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},ye=(n,e)=>!Qe(n,e),ve={attribute:!0,type:String,converter:J,reflect:!1,useDefault:!1,hasChanged:ye};Symbol.metadata??=Symbol("metadata"),O.litPropertyMetadata??=new WeakMap;var g=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ve){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(e,i,t);s!==void 0&&Xe(this.prototype,e,s)}}static getPropertyDescriptor(e,t,i){let{get:s,set:r}=et(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let a=s?.call(this);r?.call(this,o),this.requestUpdate(e,a,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ve}static _$Ei(){if(this.hasOwnProperty(T("elementProperties")))return;let e=st(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(T("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(T("properties"))){let t=this.properties,i=[...tt(t),...it(t)];for(let s of i)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,s]of t)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let s=this._$Eu(t,i);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let s of i)t.unshift(Y(s))}else e!==void 0&&t.push(Y(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ge(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:J).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,s=i._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:J;this._$Em=s;let a=o.fromAttribute(t,r.type);this[s]=a??this._$Ej?.get(s)??a,this._$Em=null}}requestUpdate(e,t,i,s=!1,r){if(e!==void 0){let o=this.constructor;if(s===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??ye)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,a=this[s];o!==!0||this._$AL.has(s)||a===void 0||this.C(s,void 0,r,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};g.elementStyles=[],g.shadowRootOptions={mode:"open"},g[T("elementProperties")]=new Map,g[T("finalized")]=new Map,rt?.({ReactiveElement:g}),(O.reactiveElementVersions??=[]).push("2.1.2");var se=globalThis,be=n=>n,H=se.trustedTypes,$e=H?H.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ee="$lit$",v=`lit$${Math.random().toFixed(9).slice(2)}$`,Ae="?"+v,ot=`<${Ae}>`,_=document,P=()=>_.createComment(""),R=n=>n===null||typeof n!="object"&&typeof n!="function",ne=Array.isArray,at=n=>ne(n)||typeof n?.[Symbol.iterator]=="function",Z=`[ 	
\f\r]`,C=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,xe=/-->/g,_e=/>/g,$=RegExp(`>|${Z}(?:([^\\s"'>=/]+)(${Z}*=${Z}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),we=/'/g,ke=/"/g,Te=/^(?:script|style|textarea|title)$/i,re=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),h=re(1),Ce=re(2),Ot=re(3),w=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),Se=new WeakMap,x=_.createTreeWalker(_,129);function Pe(n,e){if(!ne(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return $e!==void 0?$e.createHTML(e):e}var lt=(n,e)=>{let t=n.length-1,i=[],s,r=e===2?"<svg>":e===3?"<math>":"",o=C;for(let a=0;a<t;a++){let l=n[a],d,u,p=-1,m=0;for(;m<l.length&&(o.lastIndex=m,u=o.exec(l),u!==null);)m=o.lastIndex,o===C?u[1]==="!--"?o=xe:u[1]!==void 0?o=_e:u[2]!==void 0?(Te.test(u[2])&&(s=RegExp("</"+u[2],"g")),o=$):u[3]!==void 0&&(o=$):o===$?u[0]===">"?(o=s??C,p=-1):u[1]===void 0?p=-2:(p=o.lastIndex-u[2].length,d=u[1],o=u[3]===void 0?$:u[3]==='"'?ke:we):o===ke||o===we?o=$:o===xe||o===_e?o=C:(o=$,s=void 0);let f=o===$&&n[a+1].startsWith("/>")?" ":"";r+=o===C?l+ot:p>=0?(i.push(d),l.slice(0,p)+Ee+l.slice(p)+v+f):l+v+(p===-2?a:f)}return[Pe(n,r+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},M=class n{constructor({strings:e,_$litType$:t},i){let s;this.parts=[];let r=0,o=0,a=e.length-1,l=this.parts,[d,u]=lt(e,t);if(this.el=n.createElement(d,i),x.currentNode=this.el.content,t===2||t===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(s=x.nextNode())!==null&&l.length<a;){if(s.nodeType===1){if(s.hasAttributes())for(let p of s.getAttributeNames())if(p.endsWith(Ee)){let m=u[o++],f=s.getAttribute(p).split(v),z=/([.?@])?(.*)/.exec(m);l.push({type:1,index:r,name:z[2],strings:f,ctor:z[1]==="."?X:z[1]==="?"?ee:z[1]==="@"?te:E}),s.removeAttribute(p)}else p.startsWith(v)&&(l.push({type:6,index:r}),s.removeAttribute(p));if(Te.test(s.tagName)){let p=s.textContent.split(v),m=p.length-1;if(m>0){s.textContent=H?H.emptyScript:"";for(let f=0;f<m;f++)s.append(p[f],P()),x.nextNode(),l.push({type:2,index:++r});s.append(p[m],P())}}}else if(s.nodeType===8)if(s.data===Ae)l.push({type:2,index:r});else{let p=-1;for(;(p=s.data.indexOf(v,p+1))!==-1;)l.push({type:7,index:r}),p+=v.length-1}r++}}static createElement(e,t){let i=_.createElement("template");return i.innerHTML=e,i}};function S(n,e,t=n,i){if(e===w)return e;let s=i!==void 0?t._$Co?.[i]:t._$Cl,r=R(e)?void 0:e._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,t,i)),i!==void 0?(t._$Co??=[])[i]=s:t._$Cl=s),s!==void 0&&(e=S(n,s._$AS(n,e.values),s,i)),e}var Q=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,s=(e?.creationScope??_).importNode(t,!0);x.currentNode=s;let r=x.nextNode(),o=0,a=0,l=i[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new N(r,r.nextSibling,this,e):l.type===1?d=new l.ctor(r,l.name,l.strings,this,e):l.type===6&&(d=new ie(r,this,e)),this._$AV.push(d),l=i[++a]}o!==l?.index&&(r=x.nextNode(),o++)}return x.currentNode=_,s}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},N=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,s){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=S(this,e,t),R(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==w&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):at(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&R(this._$AH)?this._$AA.nextSibling.data=e:this.T(_.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,s=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=M.createElement(Pe(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(t);else{let r=new Q(s,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Se.get(e.strings);return t===void 0&&Se.set(e.strings,t=new M(e)),t}k(e){ne(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,s=0;for(let r of e)s===t.length?t.push(i=new n(this.O(P()),this.O(P()),this,this.options)):i=t[s],i._$AI(r),s++;s<t.length&&(this._$AR(i&&i._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=be(e).nextSibling;be(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},E=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,s,r){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=c}_$AI(e,t=this,i,s){let r=this.strings,o=!1;if(r===void 0)e=S(this,e,t,0),o=!R(e)||e!==this._$AH&&e!==w,o&&(this._$AH=e);else{let a=e,l,d;for(e=r[0],l=0;l<r.length-1;l++)d=S(this,a[i+l],t,l),d===w&&(d=this._$AH[l]),o||=!R(d)||d!==this._$AH[l],d===c?e=c:e!==c&&(e+=(d??"")+r[l+1]),this._$AH[l]=d}o&&!s&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},X=class extends E{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},ee=class extends E{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},te=class extends E{constructor(e,t,i,s,r){super(e,t,i,s,r),this.type=5}_$AI(e,t=this){if((e=S(this,e,t,0)??c)===w)return;let i=this._$AH,s=e===c&&i!==c||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==c&&(i===c||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ie=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){S(this,e)}};var ct=se.litHtmlPolyfillSupport;ct?.(M,N),(se.litHtmlVersions??=[]).push("3.3.3");var Re=(n,e,t)=>{let i=t?.renderBefore??e,s=i._$litPart$;if(s===void 0){let r=t?.renderBefore??null;i._$litPart$=s=new N(e.insertBefore(P(),r),r,void 0,t??{})}return s._$AI(n),s};var oe=globalThis,y=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Re(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};y._$litElement$=!0,y.finalized=!0,oe.litElementHydrateSupport?.({LitElement:y});var ht=oe.litElementPolyfillSupport;ht?.({LitElement:y});(oe.litElementVersions??=[]).push("4.2.2");function Me(n){let e=document.createElement("canvas");e.width=e.height=1;let t=e.getContext("2d",{willReadFrequently:!0});if(!t)return"#fff";t.fillStyle=n,t.fillRect(0,0,1,1);let[i,s,r]=[...t.getImageData(0,0,1,1).data].map(dt);return(.2126*i+.7152*s+.0722*r+.05)**2<1.05*.05?"#fff":"#000"}function dt(n){let e=n/255;return e<=.04045?e/12.92:((e+.055)/1.055)**2.4}var k={checked:"2026-11-21",here:"the US",emergency:"911",crisis:"988",crisis_chat:"988lifeline.org",reach_crisis:"call or text 988",text_crisis:"text 988",crisis_extra:"When you call 988, veterans can press 1, and for Spanish press 2.",poison:"1-800-222-1222",domestic:"1-800-799-7233",reach_domestic:"call 1-800-799-7233 or text START to 88788",directory:"findahelpline.com",es:{here:"los Estados Unidos",reach_crisis:"llama o envía un mensaje de texto al 988",text_crisis:"enviar un mensaje de texto al 988",crisis_extra:"Si llamas al 988, oprime 2 para español. Los veteranos oprimen 1.",reach_domestic:"llama al 1-800-799-7233 o envía START al 88788"}};var b=class extends Error{constructor(t,i,s,r){super(s);this.status=t;this.code=i;this.seconds=r}},j=class{constructor(e){this.server=e}site(){return this.call("GET","site")}begin(){return this.call("POST","session")}renew(e){return this.call("POST","renew",e)}say(e,t,i){return this.call("POST","message",e,{text:t,id:i})}history(e){return this.call("GET","history",e)}notes(e){return this.call("GET","summary",e)}forget(e){return this.call("DELETE","conversation",e)}async call(e,t,i,s){let r={};i&&(r.Authorization=`Bearer ${i}`),s&&(r["Content-Type"]="application/json");let o=await fetch(`${this.server}/webhooks/web/${t}`,{method:e,headers:r,body:s?JSON.stringify(s):null,credentials:"omit",cache:"no-store",signal:AbortSignal.timeout(15e3)});if(o.ok)return o.status===204?void 0:o.json();if(o.status>=500)throw new Error(`status ${o.status}`);let{error:a}=await o.json().catch(()=>({error:{}})),l=Number(o.headers.get("Retry-After"))||0;throw new b(o.status,a?.code??"",a?.message??"",l)}};var D=class{constructor(e){this.key=e;this.value=null;try{this.value=JSON.parse(sessionStorage.getItem(e)??"null")}catch{}}get(){return this.value}set(e){this.value=e;try{e?sessionStorage.setItem(this.key,JSON.stringify(e)):sessionStorage.removeItem(this.key)}catch{}}change(e){this.value&&this.set({...this.value,...e})}};var ut=[500,1e3,2e3,4e3,8e3],mt={emergency:k.emergency,crisis:k.crisis,crisis_chat:k.crisis_chat,poison:k.poison,domestic:k.domestic,directory:k.directory},I=class{constructor(e,t,i,s){this.changed=t;this.arrived=i;this.failed=s;this.exchanges=[];this.notice=null;this.busy=!1;this.site={help:mt,contact:{name:null,phone:null,hours:null,url:null},sources:{},max_characters:4e3};this.begun=null;this.channel=new j(e),this.kept=new D(`ketamine-guide ${e}`)}get wasShown(){return this.kept.get()?.shown??!1}remember(e){this.kept.change({shown:e})}start(){return this.begun??=this.restore().catch(e=>{this.begun=null,this.fail(e)}),this.begun}get stuck(){return this.exchanges.at(-1)?.state==="failed"}async send(e,t=e){if(this.busy||this.stuck)return;this.busy=!0,await this.start();let i={text:t,replies:[],time:new Date,state:"sending"};this.exchanges.push(i),this.kept.get()?(this.kept.change({pending:{id:ft(),text:e,title:t}}),await this.deliver(i)):i.state="failed",this.busy=!1,this.changed()}async retry(){if(this.busy)return;this.notice=null;let e=this.exchanges.at(-1);e?.state!=="failed"?await this.start():this.kept.get()?.pending?(this.busy=!0,await this.deliver(e),this.busy=!1):(this.exchanges.pop(),await this.send(e.text)),this.changed()}async forget(){let e=this.kept.get();try{e&&await this.channel.forget(e.token),await this.begin("forgotten")}catch(t){ae(t)?await this.begin("forgotten").catch(i=>this.fail(i)):this.fail(t)}this.changed()}notes(){return this.channel.notes(this.kept.get()?.token??"")}async restore(){this.channel.site().then(t=>{this.site=t,this.changed()},()=>{});let e=this.kept.get();if(!e)return this.begin();try{e.pending&&await this.channel.say(e.token,e.pending.text,e.pending.id).catch(gt);let{turns:t}=await this.channel.history(e.token),i=t.map(s=>({...s,time:new Date(s.time),state:"done"}));this.exchanges=[{text:"",replies:e.opening,state:"done"},...i],this.kept.change({pending:void 0}),this.notice=null,this.changed(),await this.renewWhenDue()}catch(t){if(!ae(t))throw t;await this.begin("expired")}}async begin(e){let{replies:t,...i}=await this.channel.begin();this.kept.set({...Ne(i),opening:t,shown:this.wasShown}),this.exchanges=[{text:"",replies:t,state:"done"}],this.notice=e?{word:e}:null,this.arrived(t),this.changed()}async deliver(e){e.state="sending",this.changed();for(let t=0;;t+=1){let i=this.kept.get();if(!i?.pending)return;try{let{replies:s}=await this.channel.say(i.token,i.pending.text,i.pending.id);this.kept.change({pending:void 0}),e.replies=s,e.state="done",this.notice=this.notice?.word==="expired"?this.notice:null,this.arrived(s),this.renewWhenDue();return}catch(s){if(ae(s)&&t===0){await this.begin("expired").catch(()=>{}),this.kept.change({pending:i.pending}),this.exchanges.push(e);continue}let r=ut[t];if(s instanceof b||r===void 0||!navigator.onLine){e.state="failed",this.fail(s);return}this.notice={word:"reconnecting"},this.changed(),await new Promise(o=>setTimeout(o,r))}}}async renewWhenDue(){let e=this.kept.get();!e||Date.now()<e.renew_at||await this.channel.renew(e.token).then(t=>this.kept.change(Ne(t)),()=>{})}fail(e){if(e instanceof b){let t=e.status===429;this.notice=t?{word:"wait",values:{seconds:e.seconds}}:{word:"refused",text:e.message},this.failed(e.code)}else this.notice={word:navigator.onLine?"unreachable":"offline"},this.failed(navigator.onLine?"unreachable":"offline");this.changed()}};function Ne(n){return{...n,renew_at:(Date.now()+Date.parse(n.expires_at))/2}}function ae(n){return n instanceof b&&n.status===401}function gt(n){if(!(n instanceof b)||n.status===401||n.status===429)throw n}function ft(){return[...crypto.getRandomValues(new Uint8Array(16))].map(n=>n.toString(16).padStart(2,"0")).join("")}var ze=/^\+?\d[\d -]{1,20}$/,vt=/^[a-z0-9-]+(\.[a-z0-9-]+)+$/;function Le(n,e){let t=Object.values(e).flatMap(le),i=new Map(t.map(a=>[a,ze.test(a)?B(a):`https://${a}`])),r=[...i.keys()].sort((a,l)=>l.length-a.length).map(a=>a.replace(/[.+]/g,"\\$&")).join("|");return n.split(new RegExp(`(?<![\\w.,$+-])(${r})(?![\\w%-]|[.,]\\w)`,"g")).filter(Boolean).map(a=>({text:a,href:i.get(a)}))}function le(n){return n.split(" or ").filter(e=>ze.test(e)||vt.test(e))}function B(n){return`tel:${n.replace(/[^\d+]/g,"")}`}function Ue(n){return n&&/^https?:\/\//i.test(n)?n:void 0}var yt='/visit{"step":"again"}',bt=n=>`/service{"step":"${n}"}`,$t=/[¿¡áéíóúñ]/i;function He(n,e){let{say:t,name:i,when:s}=e,r=n.text?h`<div class="mine"><span class="unseen">${t("you")}</span><p dir="auto">${n.text}</p></div>
        ${n.time?h`<time datetime=${n.time.toISOString()}>${s(n.time)}</time>`:c}`:c,o=n.state==="failed"?h`<p class="failed">${t("not_sent")} <button type="button" @click=${e.retry}>${t("retry")}</button></p>`:c,a=n.replies.length-1;return h`${r}${o}
  ${n.replies.map((l,d)=>xt(l,{...e,live:e.live&&d===a},i))}`}function xt(n,e,t){let{say:i,site:s}=e,r=n.footer==="none"?-1:n.text.lastIndexOf(`
`),o=r<0?n.text:n.text.slice(0,r);return h`<div class="theirs ${n.kind}" lang=${$t.test(n.text)?"es":"en"}>
      <span class="unseen">${i("guide",{name:t})}</span>
      <p dir="auto">${Oe(o,s)}</p>
      ${r<0?c:h`<p class="footer" dir="auto">${Oe(n.text.slice(r+1),s)}</p>`}
    </div>
    ${n.sources.length?_t(n.sources,e):c}
    ${n.buttons.some(({payload:a})=>a===yt)?h`<div class="choices"><button type="button" @click=${e.printNotes}>${i("notes")}</button></div>`:c}
    ${n.buttons.length?h`<div class="choices" lang="en">${n.buttons.map(a=>je(a,a.title,e))}</div>`:c}
    ${n.kind==="answer"?wt(e):c}`}function je(n,e,{live:t,next:i,press:s}){return h`<button
    type="button"
    class=${i===n.title?"used":c}
    ?disabled=${!t}
    @click=${()=>s(n)}
  >${e}</button>`}function _t(n,{say:e,site:t}){return h`<details>
    <summary>${e("sources",{count:n.length})}</summary>
    <ul lang="en">${n.map(i=>h`<li>${t.sources[i]??i}</li>`)}</ul>
  </details>`}function wt(n){let{say:e,live:t}=n,i=(s,r)=>je({title:r,payload:bt(s)},r,n);return h`<div class="helpful" ?hidden=${!t} role="group" aria-label=${e("helpful")}>
    <span>${e("helpful")}</span>${i("helpful",e("helpful_yes"))}${i("not_helpful",e("helpful_no"))}
  </div>`}function Oe(n,e){return Le(n,e.help).map(({text:t,href:i})=>i?h`<a href=${i} target=${i.startsWith("tel:")?c:"_blank"} rel="noopener noreferrer">${t}</a>`:t)}var q=n=>Ce`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${n}></path></svg>`,De=q("M4 5h16v11H9l-5 4z M8 9h8 M8 12h5"),Ie=q("M6 6l12 12 M18 6L6 18"),Be=q("M4 7h16 M4 12h16 M4 17h16"),qe=q("M4 12l16-8-5 16-3-6z M12 14l8-10");var St=`
  body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  h2 { margin: 1.25rem 0 0.25rem; font-size: 1rem; }
  p { margin: 0; white-space: pre-line; }
  h2, p { break-inside: avoid; }
`;function ce(n,e,t,i){return n.flatMap(({text:s,replies:r,time:o})=>[...s?[{title:`${e("you")} ${o?i(o):""}`.trim(),lines:[s]}]:[],{title:e("guide",{name:t}),lines:r.map(a=>a.text)}])}function he({parts:n,closing:e,made:t}){return[...n,{title:"",lines:[e,t]}]}function de(n,e,t){let i=window.open("","_blank");if(!i)return!1;let{document:s}=i;s.title=n,s.documentElement.lang=e;let r=new i.CSSStyleSheet;r.replaceSync(St),s.adoptedStyleSheets=[r];let o=(a,l)=>{let d=s.createElement(a);d.textContent=l,d.dir="auto",s.body.append(d)};o("h1",n);for(let a of t){a.title&&o("h2",a.title);for(let l of a.lines)o("p",l)}return i.print(),!0}function V(n,e){let t=[n,...e.flatMap(s=>["",s.title,...s.lines])].join(`
`),i=document.createElement("a");i.href=URL.createObjectURL(new Blob([t],{type:"text/plain"})),i.download=`${n}.txt`,i.click(),URL.revokeObjectURL(i.href)}var Ve=G`
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
    padding: 0.25em 1em;
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
    dialog[open] {
      animation: rise 0.18s ease-out;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
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
`;var We={name:"Ketamine Guide",subtitle:"Automated. Not medical advice.",open:"Open the chat with {name}",close:"Close the chat",unread:"{count} new",menu:"More",print:"Print or save as PDF",save:"Save as a text file",forget:"Delete and start over",forget_ask:"Delete this conversation for good?",forget_yes:"Yes, delete it",forget_no:"No, keep it",forgotten:"Your conversation was deleted. This is a new one.",expired:"Your earlier conversation has ended. This is a new one.",transcript:"Conversation",you:"You:",guide:"{name}:",choices:"Choices: {choices}.",input:"Your message",placeholder:"Type your question",send:"Send",left:"{count} characters left",typing:"{name} is writing",sources:"Sources ({count})",helpful:"Was this helpful?",helpful_yes:"Yes",helpful_no:"No",help:"In danger or in crisis?",emergency:"Emergency: {number}",crisis:"Crisis line: {number}",contact:"Contact {name}",contact_name:"the clinic",offline:"You are offline. What you typed will be sent when you are back.",reconnecting:"The connection was lost. Trying again.",unreachable:"The assistant cannot be reached right now. What you typed is kept here.",retry:"Try again",not_sent:"Not sent.",wait:"Please wait {seconds} seconds, then try again.",refused:"That could not be sent.",notes:"Print or save these notes",printed:"Conversation with {name}"};var Fe={name:"Guía de ketamina",subtitle:"Automática. No es consejo médico.",open:"Abrir el chat con {name}",close:"Cerrar el chat",unread:"{count} sin leer",menu:"Más",print:"Imprimir o guardar como PDF",save:"Guardar como archivo de texto",forget:"Borrar y empezar de nuevo",forget_ask:"¿Borrar esta conversación para siempre?",forget_yes:"Sí, borrarla",forget_no:"No, guardarla",forgotten:"Tu conversación se borró. Esta es nueva.",expired:"Tu conversación anterior terminó. Esta es nueva.",transcript:"Conversación",you:"Tú:",guide:"{name}:",choices:"Opciones: {choices}.",input:"Tu mensaje",placeholder:"Escribe tu pregunta (en inglés)",send:"Enviar",left:"Quedan {count} caracteres",typing:"{name} está escribiendo",sources:"Fuentes ({count})",helpful:"¿Te ayudó?",helpful_yes:"Sí",helpful_no:"No",help:"¿Estás en peligro o en crisis?",emergency:"Emergencia: {number}",crisis:"Línea de crisis: {number}",contact:"Contacta a {name}",contact_name:"la clínica",offline:"No tienes conexión. Lo que escribiste se enviará cuando vuelvas.",reconnecting:"Se perdió la conexión. Intentando de nuevo.",unreachable:"No se puede llegar al asistente en este momento. Lo que escribiste queda aquí.",retry:"Intentar de nuevo",not_sent:"No se envió.",wait:"Espera {seconds} segundos y vuelve a intentarlo.",refused:"Eso no se pudo enviar.",notes:"Imprimir o guardar estas notas",printed:"Conversación con {name}"};var Ke={en:We,es:Fe};function Ge(n){let e=n.toLowerCase().split("-")[0]??"";return e in Ke?e:"en"}function Ye(n){return(e,t={})=>(Ke[n]?.[e]??e).replace(/\{(\w+)\}/g,(i,s)=>String(t[s]??i))}var Ct="(max-width: 30rem), (max-height: 30rem)",Je=200,Pt=400,W=class extends y{constructor(){super();this.takeFocus=!1;this.online=()=>{(this.open||this.talk.stuck)&&this.talk.retry()};this.fit=()=>{!visualViewport||!this.open||(this.style.setProperty("--height",`${visualViewport.height}px`),this.style.setProperty("--top",`${visualViewport.offsetTop}px`))};this.shownExchanges=0;this.when=t=>{let i=t.toDateString()===new Date().toDateString();return new Intl.DateTimeFormat(this.language,i?{timeStyle:"short"}:{dateStyle:"medium",timeStyle:"short"}).format(t)};this.press=t=>{(matchMedia("(pointer: coarse)").matches?this.log:this.field).focus(),this.ask(t.payload,t.title)};this.key=t=>{t.key==="Escape"&&(t.preventDefault(),t.stopPropagation(),this.menu?this.toggleMenu():this.hide())};this.typed=t=>{t.key==="Enter"&&!t.shiftKey&&!t.isComposing&&(t.preventDefault(),this.field.form.requestSubmit())};this.submit=t=>{t.preventDefault(),this.ask(this.field.value.trim())};this.count=()=>{this.left=this.talk.site.max_characters-this.field.value.length};this.toggleMenu=()=>{this.menu=!this.menu,this.asking=!1,this.menu||this.renderRoot.querySelector("[aria-expanded]").focus()};this.printConversation=()=>{let t=ce(this.talk.exchanges,this.say,this.title_,this.when),i=this.say("printed",{name:this.title_});de(i,this.language,t)||V(i,t),this.toggleMenu()};this.saveConversation=()=>{let t=ce(this.talk.exchanges,this.say,this.title_,this.when);V(this.say("printed",{name:this.title_}),t),this.toggleMenu()};this.printNotes=async()=>{let t=await this.talk.notes().catch(()=>null);if(!t)return this.report("error",{code:"no_summary"});de(t.title,"en",he(t))||V(t.title,he(t))};this.forget=async()=>{this.toggleMenu(),await this.talk.forget(),this.field.focus()};this.server=location.origin,this.name=this.color=this.greeting=this.position=this.theme=this.polite=this.urgent="",this.open=this.menu=this.asking=this.slow=!1,this.unread=0,this.left=Je+1}static{this.styles=Ve}static{this.properties={server:{},name:{},color:{},greeting:{},position:{reflect:!0},theme:{reflect:!0},open:{type:Boolean,reflect:!0},unread:{state:!0},menu:{state:!0},asking:{state:!0},polite:{state:!0},urgent:{state:!0},left:{state:!0},slow:{state:!0}}}show(){this.open||(this.takeFocus=!0,this.open=!0)}hide(){this.open&&(this.takeFocus=this.matches(":focus-within"),this.open=this.menu=this.asking=!1)}async ask(t,i=t){if(this.talk.stuck&&await this.talk.retry(),this.talk.busy||this.talk.stuck||!t.trim())return;this.field.value.trim()===t&&this.clear();let s=this.talk.send(t.trim(),i);this.report("message",{from:"person"});let r=setTimeout(()=>this.slow=!0,Pt);await s,clearTimeout(r),this.slow=!1}static get observedAttributes(){return[...super.observedAttributes,"lang"]}attributeChangedCallback(t,i,s){super.attributeChangedCallback(t,i,s),t==="lang"&&this.requestUpdate()}connectedCallback(){super.connectedCallback(),this.talk??=new I(this.server,()=>this.requestUpdate(),t=>this.announce(t),t=>this.report("error",{code:t})),this.talk.wasShown&&(this.open=!0),window.addEventListener("online",this.online),visualViewport?.addEventListener("resize",this.fit),visualViewport?.addEventListener("scroll",this.fit)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("online",this.online),visualViewport?.removeEventListener("resize",this.fit),visualViewport?.removeEventListener("scroll",this.fit)}updated(t){t.has("color")&&this.paint(),t.has("open")&&(this.open||t.get("open")!==void 0)&&this.opened(),this.keepInView()}paint(){this.color&&CSS.supports("color",this.color)&&this.style.setProperty("--guide-color",this.color);let t=getComputedStyle(this.launcher).backgroundColor;this.style.setProperty("--on-accent",Me(t))}opened(){let t=this.panel;if(this.open&&!t.open){let i=document.activeElement;matchMedia(Ct).matches?t.showModal():t.show(),this.fit(),this.unread=0,this.takeFocus?matchMedia("(pointer: coarse)").matches?this.log.focus():this.field.focus():(this.shadowRoot?.activeElement?.blur(),i?.focus()),this.talk.start().then(()=>this.talk.remember(this.open)),this.report("open")}else!this.open&&t.open&&(t.close(),this.takeFocus&&this.launcher.focus(),this.talk.remember(!1),this.report("close"));this.takeFocus=!1}keepInView(){let{exchanges:t,busy:i}=this.talk,s=t.length*2+(i?0:1);if(!this.open||s===this.shownExchanges)return;this.shownExchanges=s;let r=this.log.querySelectorAll(".exchange").item(t.length-1);r&&(this.log.scrollTop=t.length>1?r.offsetTop-this.log.offsetTop-8:0)}announce(t){this.open||(this.unread+=t.length);let i=t.map(r=>this.spoken(r)).join(`
`),s=t.some(r=>r.kind==="triage");this.polite=s?"":i,this.urgent=s?i:"";for(let{kind:r,topic:o}of t)this.report("message",{from:"guide",kind:r,topic:o})}spoken(t){let i=t.buttons.map(s=>s.title).join(", ");return i?`${t.text}
${this.say("choices",{choices:i})}`:t.text}report(t,i={}){this.dispatchEvent(new CustomEvent(`guide-${t}`,{bubbles:!0,composed:!0,detail:i}))}get language(){return Ge(this.closest("[lang]")?.lang??"en")}get say(){return Ye(this.language)}get title_(){return this.name||this.say("name")}get panel(){return this.renderRoot.querySelector("dialog")}get launcher(){return this.renderRoot.querySelector(".launcher")}get log(){return this.renderRoot.querySelector(".log")}get field(){return this.renderRoot.querySelector("textarea")}clear(){this.field.value="",this.count()}render(){let t=this.title_,i=this.say("unread",{count:this.unread});return h`<button
        type="button"
        class="launcher"
        ?hidden=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.say("open",{name:t})+(this.unread?`, ${i}`:"")}
        @click=${this.show}
      >
        ${De}<span>${t}</span>${this.unread?h`<span class="badge">${this.unread}</span>`:c}
      </button>
      <dialog
        aria-labelledby="title"
        aria-describedby="subtitle"
        lang=${this.language}
        @keydown=${this.key}
        @cancel=${s=>s.preventDefault()}
      >
        ${this.header(t)} ${this.menu?this.options():c} ${this.help()} ${this.banner()}
        ${this.transcript(t)} ${this.composer()}
        <div class="unseen" aria-live="polite" aria-atomic="true">${this.polite}</div>
        <div class="unseen" aria-live="assertive" aria-atomic="true">${this.urgent}</div>
      </dialog>`}header(t){return h`<header>
      <div>
        <h2 id="title">${t}</h2>
        <p id="subtitle">${this.say("subtitle")}</p>
      </div>
      <button type="button" aria-label=${this.say("menu")} aria-expanded=${this.menu} aria-controls="menu" @click=${this.toggleMenu}>
        ${Be}
      </button>
      <button type="button" aria-label=${this.say("close")} @click=${this.hide}>${Ie}</button>
    </header>`}options(){let t=(s,r)=>h`<button type="button" @click=${r}>${this.say(s)}</button>`,i=this.asking?h`<p role="alert">${this.say("forget_ask")}</p>
          ${t("forget_yes",this.forget)}${t("forget_no",this.toggleMenu)}`:h`${t("print",this.printConversation)}${t("save",this.saveConversation)}
        ${t("forget",()=>this.asking=!0)}`;return h`<div class="menu" id="menu">${i}</div>`}help(){let{help:t,contact:i}=this.talk.site,s=a=>{let l=t[a];return h`<a href=${B(le(l)[0]??l)}>${this.say(a,{number:l})}</a>`},r=Ue(i.url)??(i.phone?B(i.phone):void 0),o=i.name??this.say("contact_name");return h`<p class="help" role="group" aria-label=${this.say("help")}>
      ${s("emergency")}${s("crisis")}
      ${r?h`<a href=${r} target=${r.startsWith("tel:")?c:"_blank"} rel="noopener">${this.say("contact",{name:o})}</a>`:c}
    </p>`}banner(){let{notice:t,stuck:i,busy:s}=this.talk,r=!s&&t?.word==="unreachable"&&!i;return h`<div class="notice" role="status" ?hidden=${!t}>
      ${t?h`<span>${this.say(t.word,t.values)} ${t.text??""}</span>`:c}
      ${r?h`<button type="button" @click=${()=>this.talk.retry()}>${this.say("retry")}</button>`:c}
    </div>`}transcript(t){let{exchanges:i,busy:s,site:r}=this.talk,o=i.map((a,l)=>He(a,{say:this.say,name:t,site:r,live:l===i.length-1&&!s,next:i[l+1]?.text,when:this.when,press:this.press,retry:()=>{this.talk.retry()},printNotes:this.printNotes}));return h`<div class="log" role="log" aria-live="off" tabindex="0" aria-label=${this.say("transcript")}>
      ${this.greeting?h`<div class="theirs"><p dir="auto">${this.greeting}</p></div>`:c}
      ${o.map(a=>h`<div class="exchange">${a}</div>`)}
      ${this.slow||!i.length&&!this.talk.notice?h`<div class="theirs typing"><span class="unseen">${this.say("typing",{name:t})}</span><i></i><i></i><i></i></div>`:c}
    </div>`}composer(){let t=this.talk.site.max_characters;return h`<form @submit=${this.submit}>
      <div class="field">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${this.say("input")}
          placeholder=${this.say("placeholder")}
          maxlength=${t}
          @keydown=${this.typed}
          @input=${this.count}
        ></textarea>
        ${this.left<=Je?h`<span class="left" role="status">${this.say("left",{count:this.left})}</span>`:c}
      </div>
      <button type="submit" class="send" aria-label=${this.say("send")}>${qe}</button>
    </form>`}};var F="ketamine-guide",Rt=["name","color","greeting","position","theme","lang","open"],pe=document.currentScript,Mt=pe?.src?new URL(".",pe.src).href.replace(/\/$/,""):location.origin;function Ze(){let n=document.querySelector(F),e=n??document.createElement(F);e.hasAttribute("server")||e.setAttribute("server",Mt);for(let t of Rt){let i=pe?.dataset[t];i!==void 0&&!e.hasAttribute(t)&&e.setAttribute(t,i)}n||document.body.append(e),customElements.get(F)||customElements.define(F,W)}document.body?Ze():document.addEventListener("DOMContentLoaded",Ze);})();
