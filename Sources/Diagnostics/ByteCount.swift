/// Sizes as people read them: `819 B`, `7.1 KiB`, `1.0 GiB`.
package enum ByteCount {
  package static func text(_ sizeInBytes: Int64) -> String {
    guard sizeInBytes >= 1024 else { return "\(sizeInBytes) B" }
    var value = Double(sizeInBytes)
    var unit = -1
    while value >= 1024, unit < 4 {
      value /= 1024
      unit += 1
    }
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(["KiB", "MiB", "GiB", "TiB", "PiB"][unit])"
  }
}
