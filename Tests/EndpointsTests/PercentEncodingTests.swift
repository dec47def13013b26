import Endpoints
import Testing

@Suite struct PercentEncodingTests {
  @Test(arguments: [
    ("a%20b", "a b"), ("a+b", "a+b"), ("%C3%A9", "é"), ("", ""), ("%2e%2E", ".."), ("%", nil), ("%2", nil),
    ("%zz", nil),
    ("%00", nil), ("%ff", nil), ("%+1", nil),
  ])
  func decodes(_ text: String, _ expected: String?) { #expect(PercentEncoding.decoded(text) == expected) }

  @Test(arguments: [
    ("a=b&c=d+e", "a:b c:d e"), ("a", "a:"), ("a=b=c", "a:b=c"), ("", ""), ("&&a=1&", "a:1"), ("o=x&o=y", "o:x o:y"),
    ("a=%", nil),
  ])
  func readsQueries(_ text: String, _ expected: String?) {
    let items = PercentEncoding.query(text)?.map { "\($0.name):\($0.value)" }.joined(separator: " ")
    #expect(items == expected)
  }
}
