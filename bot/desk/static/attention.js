// Calls a person who looks elsewhere: a count in the title, and a notification without any customer's words in it.

export function showCount(count) {
  document.title = count > 0 ? `(${count}) Desk` : "Desk";
}

export function askToNotify() {
  if ("Notification" in window && Notification.permission === "default") Notification.requestPermission();
}

export function notify(text, tag) {
  if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
  const note = new Notification(text, { tag });
  note.onclick = () => { window.focus(); note.close(); };
}
