//! Models back to text: Vensim's format and XMILE.
//!
//! Two steps each. First what the target has no form for is replaced by what means the same, or named as a loss
//! ([`for_vensim`], [`for_xmile`]); then the model is written ([`vensim()`], [`xmile()`]).

mod expand;
mod facts;
mod fresh;
mod loss;
mod pattern;
mod rewrite;
mod standard;
mod to_vensim;
mod to_xmile;
mod vensim;
mod xmile;

pub use facts::Facts;
pub use to_vensim::for_vensim;
pub use to_xmile::for_xmile;
pub use vensim::vensim;
pub use xmile::xmile;
