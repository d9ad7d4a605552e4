/** What the reader of a result is warned of. */
package dev.dml.caution;
