/** A bucket of Amazon S3 as a store of write-once objects. */
package dev.dml.s3;
