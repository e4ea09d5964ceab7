//! Short tables in AVX-512: a column of 16 numbers is two registers, out of which one instruction picks eight.

use crate::lanes::kernels;
use math::{Lookup, LookupMode, Short};
use std::arch::x86_64::*;

/// The values of a table, as [`Lookup::at`] gives them.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
pub(super) fn lookup(table: &Lookup, mode: LookupMode, x: &[f64], out: &mut [f64]) {
    match table.short(mode) {
        Some(short) if x.len() > 1 => row(short, (table, mode), x, out),
        _ => kernels::lookup(table, mode, x, out),
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn row(short: &Short, (table, mode): (&Lookup, LookupMode), x: &[f64], out: &mut [f64]) {
    let columns = Columns {
        breakpoints: column(&short.breakpoints),
        from: column(&short.from),
        y: column(&short.y),
        rise: column(&short.rise),
        run: column(&short.run),
        low: _mm512_set1_pd(short.low),
        high: _mm512_set1_pd(short.high),
    };
    let (x, out) = (x.as_chunks::<8>(), out.as_chunks_mut::<8>());
    for (x, out) in x.0.iter().zip(out.0) {
        store(value(&columns, register(x)), out);
    }
    kernels::lookup(table, mode, x.1, out.1);
}

/// A table in registers.
struct Columns {
    breakpoints: [__m512d; 2],
    from: [__m512d; 2],
    y: [__m512d; 2],
    rise: [__m512d; 2],
    run: [__m512d; 2],
    low: __m512d,
    high: __m512d,
}

/// The values at eight x.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn value(columns: &Columns, x: __m512d) -> __m512d {
    let count = count(columns.breakpoints, x);
    let [from, y, rise, run] = [columns.from, columns.y, columns.rise, columns.run].map(|column| pick(column, count));
    // Of an unordered pair these instructions give the second: NaN passes through, as in the definition.
    let held = _mm512_min_pd(columns.high, _mm512_max_pd(columns.low, x));
    let risen = _mm512_div_pd(_mm512_mul_pd(rise, _mm512_sub_pd(held, from)), run);
    _mm512_add_pd(y, risen)
}

/// How many breakpoints are at or below each x, by halving without a branch: none of 16 is beyond reach of four comparisons.
/// Comparisons with NaN, an x or what follows the last breakpoint, do not hold.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn count(breakpoints: [__m512d; 2], x: __m512d) -> __m512i {
    let eighth = _mm512_permutexvar_pd(_mm512_set1_epi64(7), breakpoints[0]);
    let mut count = _mm512_maskz_set1_epi64(_mm512_cmp_pd_mask::<_CMP_LE_OQ>(eighth, x), 8);
    for half in [4, 2, 1] {
        let middle = pick(breakpoints, _mm512_add_epi64(count, _mm512_set1_epi64(half - 1)));
        let is_at_or_below = _mm512_cmp_pd_mask::<_CMP_LE_OQ>(middle, x);
        count = _mm512_mask_add_epi64(count, is_at_or_below, count, _mm512_set1_epi64(half));
    }
    count
}

/// The numbers of a column at eight places.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn pick([first, second]: [__m512d; 2], at: __m512i) -> __m512d {
    _mm512_permutex2var_pd(first, at, second)
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn column(numbers: &[f64; 16]) -> [__m512d; 2] {
    let (halves, _) = numbers.as_chunks::<8>();
    [register(&halves[0]), register(&halves[1])]
}

/// Eight numbers in a register.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
#[allow(unsafe_code, reason = "an instruction that takes an address")]
fn register(numbers: &[f64; 8]) -> __m512d {
    // SAFETY: eight numbers stand at the address, and the instruction asks for no alignment.
    unsafe { _mm512_loadu_pd(numbers.as_ptr()) }
}

/// The numbers of a register.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi1,bmi2")]
#[allow(unsafe_code, reason = "an instruction that takes an address")]
fn store(register: __m512d, numbers: &mut [f64; 8]) {
    // SAFETY: there is room for eight numbers at the address, and the instruction asks for no alignment.
    unsafe { _mm512_storeu_pd(numbers.as_mut_ptr(), register) }
}
