/// What a tensor of an ONNX model holds, by ONNX's number.
///
/// Source: onnx.proto, `TensorProto.DataType`; the names are those that the `onnx` package gives to NumPy and ml_dtypes.
package enum ONNXElementType: Int64, Sendable, CaseIterable {
  case float = 1
  case uint8, int8, uint16, int16, int32, int64, string, bool, float16, double, uint32, uint64, complex64, complex128
  case bfloat16, float8e4m3fn, float8e4m3fnuz, float8e5m2, float8e5m2fnuz, uint4, int4, float4e2m1, float8e8m0
  case uint2, int2, float6e2m3, float6e3m2

  /// NumPy's name of it.
  package var dtype: String {
    switch self {
    case .float: "float32"
    case .double: "float64"
    case .string: "str"
    case .float8e4m3fn: "float8_e4m3fn"
    case .float8e4m3fnuz: "float8_e4m3fnuz"
    case .float8e5m2: "float8_e5m2"
    case .float8e5m2fnuz: "float8_e5m2fnuz"
    case .float8e8m0: "float8_e8m0fnu"
    case .float6e2m3: "float6_e2m3fn"
    case .float6e3m2: "float6_e3m2fn"
    case .float4e2m1: "float4_e2m1fn"
    default: "\(self)"
    }
  }
}
