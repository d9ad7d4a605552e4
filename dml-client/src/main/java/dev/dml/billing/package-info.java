/** What the invocations of a run were billed, while it goes on and after it. */
package dev.dml.billing;
