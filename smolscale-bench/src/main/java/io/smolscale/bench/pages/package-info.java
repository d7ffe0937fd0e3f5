/// # The figures that the documentation quotes
///
/// A page quotes figures of a committed run in a block that [Figures] fills; [FrontPlot] draws the
/// plot on the first page. [Pages] does this for all pages, and a test finds a page that is stale.
@NullMarked
package io.smolscale.bench.pages;

import org.jspecify.annotations.NullMarked;
