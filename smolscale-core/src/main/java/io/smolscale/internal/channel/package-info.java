/// # Questions from other processes
///
/// `smolscale top`, `record` and `why` ask a JVM that runs. [Bell][io.smolscale.internal.jdk.Bell]
/// says how they get in; here is what is answered. No class of this package is loaded before
/// somebody asks.
///
/// ## Protocol
///
/// A question is a file in the folder, with the ending `.question`: a first line with the number of
/// the protocol, then a word, then settings of the form `key=value`, a line each. The answer is a
/// file of the same name with the ending `.answer`: a first line with protocol and version of who
/// answers, and then one JSON object. A question that makes no sense, or is of another protocol, is
/// answered with an object that has an `error`.
@NullMarked
package io.smolscale.internal.channel;

import org.jspecify.annotations.NullMarked;
