// A voice as a row of bars. Peaks are numbers from 0 to 1; any count is drawn as `bars` of them.

const SVG = "http://www.w3.org/2000/svg";

function drawWave(peaks, bars) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${bars * 4} 40`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "wave");
  const known = Array.isArray(peaks) && peaks.length > 0;
  for (let bar = 0; bar < bars; bar++) {
    const from = known ? Math.floor((bar * peaks.length) / bars) : 0;
    const to = known ? Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars)) : 0;
    const loudest = known ? Math.max(...peaks.slice(from, to).map((peak) => Number(peak) || 0)) : 0.06;
    const height = Math.max(2, Math.min(1, loudest) * 38);
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("x", String(bar * 4 + 0.5));
    rect.setAttribute("y", String(20 - height / 2));
    rect.setAttribute("width", "2.4");
    rect.setAttribute("height", String(height));
    rect.setAttribute("rx", "1.2");
    svg.append(rect);
  }
  return svg;
}
