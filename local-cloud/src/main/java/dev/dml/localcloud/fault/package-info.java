/** What goes wrong on purpose. */
package dev.dml.localcloud.fault;
