/// # The report: one file that anybody can open
///
/// [Page] turns the results of a run into one HTML file without scripts, pictures from elsewhere or
/// fonts: it looks the same in ten years and in a mail's attachment. Its plots are plain SVG, drawn
/// by [RatioPlot] and [LoadPlot] with what [Svg] knows of it and a [Scale] for each axis; numbers
/// that do not fit into a plot are shown by the browser when the mouse rests on a mark.
@NullMarked
package io.smolscale.bench.report;

import org.jspecify.annotations.NullMarked;
