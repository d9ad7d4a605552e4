/** A result that was written as JSON, read back as records: all that reports are made of. */
package dev.dml.wire.document;
