/// The public API of smolscale, a scheduler that balances work instead of stealing it.
package io.smolscale;
