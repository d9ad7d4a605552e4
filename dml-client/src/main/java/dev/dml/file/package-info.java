/** Data files of every kind that can be analysed, as tables. */
package dev.dml.file;
