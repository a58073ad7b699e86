// Opens the app once and takes a picture of what a new shop sees first, for a machine without a screen.

import { freshApp } from './lib/places.mjs';

const app = freshApp('look');
try {
  await app.start({ lang: 'ja', theme: 'light', width: 1280 });
  await app.until('the page to draw itself', async () => (await app.text()).trim() !== '');
  console.log(await app.screenshot('start'));
} finally {
  await app.stop();
}
