/** What a run would cost, from a few real fits. */
package dev.dml.quote;
