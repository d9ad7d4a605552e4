/** What a run in a cloud used, and what that costs. */
package dev.dml.usage;
