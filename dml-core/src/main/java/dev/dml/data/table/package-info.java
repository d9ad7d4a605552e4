/** Tables as they were read from a file, and how roles make a data set of their columns. */
package dev.dml.data.table;
