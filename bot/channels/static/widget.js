// One script tag on a shop's page: <script type="module" src="https://…/widget.js"></script>
// RELEASE is replaced by the server with the digest of the modules, so that a page never mixes two versions.
import { FirstlineChat } from "./widget/RELEASE/element.js";

if (!customElements.get("firstline-chat")) customElements.define("firstline-chat", FirstlineChat);

const place = () => {
  if (!document.querySelector("firstline-chat")) document.body.append(document.createElement("firstline-chat"));
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", place);
else place();
