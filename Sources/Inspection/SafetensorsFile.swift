/// What the header of a safetensors file says.
///
///     8 bytes      the header's length, little-endian
///     header       {"__metadata__": {"k": "v"}, "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}
///     the rest     the tensors' bytes, without gap or overlap
///
/// Source: https://github.com/huggingface/safetensors#format
package struct SafetensorsFile: Sendable {
  package struct Tensor: Hashable, Sendable {
    package let name: String
    package let dtype: Dtype
    package let shape: [Int64]
    /// In bytes from the header's end.
    package let range: Range<Int64>

    package var sizeInBytes: Int64 { range.upperBound - range.lowerBound }
  }

  /// How an element is stored, by the format's name.
  package enum Dtype: String, Sendable, CaseIterable {
    case bool = "BOOL"
    case f4 = "F4"
    case f6E2M3 = "F6_E2M3"
    case f6E3M2 = "F6_E3M2"
    case u8 = "U8"
    case i8 = "I8"
    case f8E5M2 = "F8_E5M2"
    case f8E4M3 = "F8_E4M3"
    case f8E8M0 = "F8_E8M0"
    case f8E4M3FNUZ = "F8_E4M3FNUZ"
    case f8E5M2FNUZ = "F8_E5M2FNUZ"
    case i16 = "I16"
    case u16 = "U16"
    case f16 = "F16"
    case bf16 = "BF16"
    case i32 = "I32"
    case u32 = "U32"
    case f32 = "F32"
    case c64 = "C64"
    case f64 = "F64"
    case i64 = "I64"
    case u64 = "U64"

    package var sizeInBits: Int64 {
      switch self {
      case .f4: 4
      case .f6E2M3, .f6E3M2: 6
      case .bool, .u8, .i8, .f8E5M2, .f8E4M3, .f8E8M0, .f8E4M3FNUZ, .f8E5M2FNUZ: 8
      case .i16, .u16, .f16, .bf16: 16
      case .i32, .u32, .f32: 32
      case .c64, .f64, .i64, .u64: 64
      }
    }
  }

  package let headerSizeInBytes: Int64
  /// In the header's order.
  package let metadata: [(key: String, value: String)]
  /// In the order of their bytes.
  package let tensors: [Tensor]
  /// The elements of all tensors.
  package let parameterCount: Int64
}
