//! [`program::Program`] to numbers: blocks of lanes, integration, ensembles.
