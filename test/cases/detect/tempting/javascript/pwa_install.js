let deferredPrompt;
window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  deferredPrompt = event;
  document.querySelector('#banner').textContent = 'You are using the web version. Install the app to use it without a network.';
});
const installPromptText = 'Add Harbour Books to your home screen: tap the share button, then “Add to home screen”.';
