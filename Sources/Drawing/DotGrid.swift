/// A drawing of dots on a terminal, eight to a character: two across, four down.
///
/// Source: Unicode 15, 15.1 "Braille Patterns": bit i of U+2800 + i is dot i + 1.
struct DotGrid {
  static let across = 2
  static let down = 4

  private let columns: Int
  private let rows: Int
  private var cells: [UInt8]

  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// - Parameters:
  ///   - columns: in characters.
  ///   - rows: in characters.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  /// Nil for a character without dots.
  func character(_ column: Int, _ row: Int) -> String? {
    let cell = cells[row * columns + column]
    return cell == 0 ? nil : Unicode.Scalar(0x2800 + UInt32(cell)).map { String($0) }
  }

  /// A straight line between two dots, both included; what lies outside is left out.
  ///
  /// Source: J. E. Bresenham, "Algorithm for computer control of a digital plotter", 1965.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    var (x, y) = start
    let (width, height) = (abs(end.x - x), -abs(end.y - y))
    let (stepX, stepY) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
    var error = width + height
    while true {
      set(x, y)
      if x == end.x, y == end.y { return }
      let double = 2 * error
      if double >= height {
        error += height
        x += stepX
      }
      if double <= width {
        error += width
        y += stepY
      }
    }
  }

  private mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < columns * Self.across, y < rows * Self.down else { return }
    cells[y / Self.down * columns + x / Self.across] |= Self.bits[y % Self.down][x % Self.across]
  }
}
