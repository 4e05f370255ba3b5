// A constructed style sheet: works under a shop's strict Content-Security-Policy and never leaks into its page.
// A shop may set --firstline-accent, --firstline-accent-text, --firstline-offset and --firstline-font.

const CSS = `
:host { position: fixed; inset: auto var(--firstline-offset, 20px) var(--firstline-offset, 20px) auto; z-index: 2147483000; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; margin: 0; }
.root {
  --accent: var(--firstline-accent, #1f5246); --on-accent: var(--firstline-accent-text, #fff);
  --paper: #fff; --ground: #f6f5f1; --ink: #1d2321; --soft: #5c6662; --line: #e3e2dc; --bubble: #fff; --link: #14604f;
  --warn: #8a2f12; --warn-ground: #fdeee7; --note: #5b4308; --note-ground: #fdf3d9;
  color: var(--ink); font: 400 15px/1.45 var(--firstline-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  -webkit-font-smoothing: antialiased; text-align: start;
}
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; -webkit-tap-highlight-color: transparent; }
:focus-visible { outline: 3px solid #e0a526; outline-offset: 2px; }
svg { width: 1em; height: 1em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }

.launcher { display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%; background: var(--accent); color: var(--on-accent);
  font-size: 27px; box-shadow: 0 2px 6px #0003, 0 10px 28px #0003; transition: transform .18s; }
.launcher:hover { transform: translateY(-2px); }
.launcher[aria-expanded=true] { visibility: hidden; }
.badge { position: absolute; top: -3px; inset-inline-end: -3px; min-width: 23px; padding: 0 6px; border-radius: 12px; border: 2px solid var(--paper);
  background: #c2381a; color: #fff; font: 600 12px/19px system-ui, sans-serif; text-align: center; }

.panel { position: fixed; inset: auto var(--firstline-offset, 20px) var(--firstline-offset, 20px) auto; display: flex; flex-direction: column;
  width: 392px; height: min(660px, calc(100dvh - 40px)); overflow: hidden; border-radius: 18px; background: var(--ground);
  box-shadow: 0 0 0 1px #0000000d, 0 4px 12px #0000001a, 0 24px 64px #00000038; animation: rise .2s cubic-bezier(.2, .8, .3, 1); transform-origin: bottom right; }
.panel:focus { outline: none; }
@keyframes rise { from { opacity: 0; transform: translateY(14px) scale(.97); } }
header { display: flex; align-items: center; gap: 12px; padding: 15px 12px 15px 18px; background: var(--accent); color: var(--on-accent); }
header .face { width: 38px; height: 38px; font-size: 21px; background: #ffffff29; color: inherit; }
.names { flex: 1; min-width: 0; }
h2 { font-size: 16.5px; font-weight: 650; line-height: 1.25; letter-spacing: -.005em; }
.names p { font-size: 13px; line-height: 1.3; opacity: .88; }
.close { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; font-size: 22px; }
.close:hover { background: #ffffff24; }
.banner { display: flex; gap: 10px; padding: 10px 18px; background: var(--note-ground); color: var(--note); font-size: 14px; border-bottom: 1px solid var(--line); }
.banner svg { margin-top: 2px; font-size: 17px; }
.banner[data-owner=human] { background: color-mix(in srgb, var(--link) 13%, var(--paper)); color: var(--ink); }

.log { flex: 1; min-height: 0; padding: 16px 16px 12px; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; }
.log:focus-visible { outline-offset: -3px; }
.intro { margin-bottom: 6px; }
.intro p { max-width: 92%; padding: 11px 15px; border-radius: 4px 16px 16px; background: var(--bubble); box-shadow: 0 1px 2px #0000000f; white-space: pre-line; }
.day { margin: 14px 0 10px; text-align: center; font-size: 12px; font-weight: 600; color: var(--soft); }
.message { display: flex; flex-direction: column; align-items: flex-start; margin-top: 3px; }
.message.first { margin-top: 12px; }
.who { display: none; align-items: center; gap: 7px; margin-bottom: 5px; font-size: 12.5px; font-weight: 600; color: var(--soft); }
.first > .who { display: flex; }
.face { display: grid; place-items: center; width: 22px; height: 22px; border-radius: 50%; font-size: 13px; background: var(--accent); color: var(--on-accent); }
.face.human { background: #8a5a2b; color: #fff; }
.bubble { max-width: min(86%, 34em); padding: 9px 14px; border-radius: 16px; background: var(--bubble); box-shadow: 0 1px 2px #0000000f; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.first > .bubble { border-start-start-radius: 4px; }
.meta { display: none; align-items: center; gap: 6px; margin: 4px 4px 0; font-size: 11.5px; color: var(--soft); }
.last > .meta { display: flex; }
.mark { display: none; align-items: center; gap: 3px; }
.latest .mark, .pending .mark { display: inline-flex; }
.jump { align-self: center; height: 34px; margin: -42px 0 8px; padding: 0 16px; border-radius: 17px; background: var(--accent); color: var(--on-accent); font-size: 13px; font-weight: 600; box-shadow: 0 2px 8px #0003; }
a { color: var(--link); text-decoration: underline; text-underline-offset: 2px; }
.customer { align-items: flex-end; }
.customer > .day { align-self: stretch; }
.day { align-self: stretch; }
.customer > .bubble { background: var(--accent); color: var(--on-accent); border-start-start-radius: 16px; }
.customer.last > .bubble { border-end-end-radius: 4px; }
.customer a { color: inherit; }
.customer > .who { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pending > .bubble { opacity: .72; }
.system { align-items: center; }
.system > .bubble { max-width: 92%; padding: 4px 10px; background: none; box-shadow: none; color: var(--soft); font-size: 13.5px; text-align: center; }
.system > .who { display: none; }
.system > .meta { margin-top: 0; }
.replies { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
.replies:empty { display: none; }
.reply { min-height: 40px; padding: 7px 15px; border: 1.5px solid var(--link); border-radius: 20px; background: var(--paper); color: var(--link); font-weight: 550; text-align: start; transition: background .15s, color .15s; }
.reply:hover { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.typing { display: inline-flex; gap: 5px; margin-top: 12px; padding: 13px 15px; border-radius: 4px 16px 16px; background: var(--bubble); box-shadow: 0 1px 2px #0000000f; }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: breathe 1.2s infinite; }
.typing i:nth-child(2) { animation-delay: .15s; }
.typing i:nth-child(3) { animation-delay: .3s; }
@keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; transform: translateY(-3px); } }

.notice { padding: 9px 18px; background: var(--warn-ground); color: var(--warn); font-size: 14px; }
.composer { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px calc(10px + env(safe-area-inset-bottom)); border-top: 1px solid var(--line); background: var(--paper); }
textarea { flex: 1; min-width: 0; min-height: 46px; max-height: 140px; padding: 11px 16px; resize: none; border: 1.5px solid var(--line); border-radius: 23px; background: var(--ground); color: var(--ink); font-size: 16px; line-height: 1.35; scrollbar-width: thin; }
textarea::placeholder { color: var(--soft); opacity: 1; }
textarea:focus { outline: none; border-color: var(--link); box-shadow: 0 0 0 3px color-mix(in srgb, var(--link) 22%, transparent); }
.send { display: grid; place-items: center; flex: none; width: 46px; height: 46px; border-radius: 50%; font-size: 22px; background: var(--accent); color: var(--on-accent); }
.send:disabled { background: var(--line); color: var(--soft); cursor: default; }

@media (max-width: 480px), (max-height: 480px) {
  .panel { inset: var(--sheet-top, 0) 0 auto; width: auto; height: var(--sheet-height, 100dvh); border-radius: 0; box-shadow: none; }
  header { padding-top: calc(13px + env(safe-area-inset-top)); }
  .launcher { margin-bottom: env(safe-area-inset-bottom); }
}
@media (prefers-color-scheme: dark) {
  .root { --accent: var(--firstline-accent, #245f51); --paper: #1c211f; --ground: #141817; --ink: #e9eeeb; --soft: #a3afa9; --line: #323a37; --bubble: #242b28; --link: #8fd6c1;
    --warn: #ffc9b4; --warn-ground: #45200f; --note: #f6dd9d; --note-ground: #3a2f12; color-scheme: dark; }
  .panel { box-shadow: 0 0 0 1px #ffffff1f, 0 24px 64px #000000a6; }
}
@media (prefers-reduced-motion: reduce) { *, ::before { animation: none !important; transition: none !important; } }
@media (forced-colors: active) {
  .panel, .bubble, .launcher, .send, .badge { border: 1px solid; }
  .typing i { background: CanvasText; }
}
`;

let shared;

export function sheet() {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(CSS);
  }
  return shared;
}
