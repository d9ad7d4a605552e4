/** Jobs of AWS Batch: how they are sent, and what comes back. */
package dev.dml.aws.jobs;
