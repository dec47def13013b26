import ArgumentParser

/// A number of bytes as git takes them: `1048576`, `1024k`, `1m`; `g` and `t` too.
package struct ByteQuantity: ExpressibleByArgument, Hashable, Sendable {
  package let bytes: Int64

  private static let units: [Character: Int64] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40]

  /// - Returns: nil for what is none, or nothing at all.
  package init?(argument text: String) {
    let unit = text.lowercased().last.flatMap { Self.units[$0] }
    guard let number = Int64(unit == nil ? text[...] : text.dropLast()), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow else { return nil }
    self.bytes = bytes
  }
}
