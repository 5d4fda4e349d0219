"use strict";
/* Plays a film that is still being drawn: its parts are asked for one after another. */
async function playFilm(video, parts, from, end) {
  const media = new MediaSource();
  video.muted = video.wanted = true;
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

function pauseFilm(video) {
  video.wanted = false;
  video.pause();
}
/* Keeps a film where another one is: at the same beat, and the same share of it. The other one waits until
   it is drawn. A beat is [start, end] of the other one, and [start, end] of this one. */
function followFilm(video, other, beats) {
  const source = video.src;
  const follow = () => {
    if (!video.isConnected || !other.wanted || video.src !== source) return video.pause();
    const now = other.currentTime;
    const [start, end, there, until] = beats.find((beat) => now < beat[1]) ?? beats[beats.length - 1];
    const speed = (until - there) / (end - start);
    const at = Math.min(there + (now - start) * speed, until), late = at - video.currentTime;
    const parts = video.buffered.length, drawn = parts ? video.buffered.end(parts - 1) : 0;
    const shows = parts && video.buffered.start(0) <= at && at < drawn; // the other one may not have begun
    if (drawn < Math.min(at, beats[beats.length - 1][3] - 0.2)) other.pause();
    else if (other.paused && !other.ended) other.play().catch(() => {});
    if (Math.abs(late) > 0.3 && !video.seeking && shows) video.currentTime = at;
    if (other.paused || other.readyState < 3 || speed === 0) video.pause();
    else {
      video.playbackRate = Math.min(Math.max(speed + late, 0.1), 8);
      if (video.paused) video.play().catch(() => {});
    }
    requestAnimationFrame(follow);
  };
  follow();
}
