/** Texts: what those of cells look like, and how messages put theirs. */
package dev.dml.data.text;
