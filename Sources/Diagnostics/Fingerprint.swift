/// The same for the same finding in two reports, whatever moved its line.
enum Fingerprint {
  /// FNV-1a of 128 bits over rule, path and message: no secret, no security, only a name.
  ///
  /// Source: RFC 9923, "The FNV Non-Cryptographic Hash Algorithm".
  static func text(_ diagnostic: Diagnostic, occurrence: Int = 0) -> String {
    let parts = [diagnostic.rule, diagnostic.finding.location.path, diagnostic.finding.message, "\(occurrence)"]
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in parts.joined(separator: "\u{0}").utf8 {
      hash ^= UInt128(byte)
      hash = hash &* 0x0000_0000_0100_0000_0000_0000_0000_013b
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
