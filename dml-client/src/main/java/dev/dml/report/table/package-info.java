/** Results beside each other, as columns of one table. */
package dev.dml.report.table;
