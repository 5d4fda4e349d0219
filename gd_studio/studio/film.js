"use strict";
/* Plays a film that is still being drawn: its parts are asked for one after another. */
async function playFilm(video, parts, from, end) {
  const media = new MediaSource();
  video.muted = true;
  video.src = URL.createObjectURL(media);
  await new Promise((go) => media.addEventListener("sourceopen", go, { once: true }));
  const buffer = media.addSourceBuffer('video/mp4; codecs="avc1.640029"');
  buffer.mode = "sequence";
  buffer.timestampOffset = from;
  if (end > from) media.duration = end;
  for (let number = 0; ; number++) {
    const answer = await fetch(`${parts}/${number}`);
    if (media.readyState !== "open") return;
    if (answer.status !== 200) break;
    const done = new Promise((go) => buffer.addEventListener("updateend", go, { once: true }));
    buffer.appendBuffer(await answer.arrayBuffer());
    await done;
    if (number === 0) {
      video.currentTime = from;
      video.play().catch(() => {});
    }
  }
  if (media.readyState === "open") media.endOfStream();
}
