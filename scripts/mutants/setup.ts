import fc from 'fast-check';

// A failing property need not look for its smallest case: that it fails is all that counts.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
