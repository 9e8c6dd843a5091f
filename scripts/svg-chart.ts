/** The part of the library that is used: its own types are many times what is checked here. */
interface ChartLibrary {
    init(
        element: null,
        theme: null,
        options: { renderer: "svg"; ssr: true; width: number; height: number },
    ): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

/** A chart as an SVG, from the library's description of it. */
export function draw(option: object, width: number, height: number): string {
    const library = require("echarts") as ChartLibrary;
    const chart = library.init(null, null, { renderer: "svg", ssr: true, width, height });
    chart.setOption({ animation: false, backgroundColor: "#fff", ...option });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return `${svg}\n`;
}
