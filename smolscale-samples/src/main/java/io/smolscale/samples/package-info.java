/// Small programs, one a file, that [docs/samples.md](../../../../../../../docs/samples.md) quotes:
/// what stands between `// quote` and `// end` there is what stands here.
@NullMarked
package io.smolscale.samples;

import org.jspecify.annotations.NullMarked;
