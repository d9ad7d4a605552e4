/** JSON, and the digests by which contents are named. */
package dev.dml.wire;
