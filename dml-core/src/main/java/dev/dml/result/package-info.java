/** What an estimation answers: the result and its parts, as data. */
package dev.dml.result;
