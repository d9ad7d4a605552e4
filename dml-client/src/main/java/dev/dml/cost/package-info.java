/** What a run on AWS costs: before it, during it, and after it. */
package dev.dml.cost;
