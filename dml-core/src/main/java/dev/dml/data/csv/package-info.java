/** Reading CSV files: separators, quotes, gzip, and the type of a column. */
package dev.dml.data.csv;
