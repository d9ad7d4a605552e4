/** Where data, partitions and results are kept so that other processes and machines find them. */
package dev.dml.store;
