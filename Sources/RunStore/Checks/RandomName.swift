/// Names for what was given none: `gifted-newt-412`.
///
/// Source: `utils/name_utils.py` of MLflow 3.17.
enum RandomName {
  /// A name of at most 20 characters, always the same for an id, so that a request that is sent again makes no other.
  static func text(for id: String) -> String {
    var hash = hash(id)
    while true {
      let name = "\(take(adjectives, by: &hash))-\(take(nouns, by: &hash))-\(hash % 1001)"
      if name.utf8.count <= 20 { return name }
      hash = RandomName.hash("\(id)\(hash)")
    }
  }

  private static func take(_ words: [Substring], by hash: inout UInt64) -> Substring {
    defer { hash /= UInt64(words.count) }
    return words[Int(hash % UInt64(words.count))]
  }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static let nouns = """
    ant ape asp auk bass bat bear bee bird boar bug calf carp cat chimp cod colt conch cow crab crane croc crow
    cub deer doe dog dolphin donkey dove duck eel elk fawn finch fish flea fly foal fowl fox frog gnat gnu goat
    goose grouse grub gull hare hawk hen hog horse hound jay kit kite koi lamb lark loon lynx mare midge mink
    mole moose moth mouse mule newt owl ox panda penguin perch pig pug quail ram rat ray robin roo rook seal
    shad shark sheep shoat shrew shrike shrimp skink skunk sloth slug smelt snail snake snipe sow sponge squid
    squirrel stag steed stoat stork swan tern toad trout turtle vole wasp whale wolf worm wren yak zebra
    """.split { $0 == " " || $0 == "\n" }

  private static let adjectives = """
    abundant able abrasive adorable adaptable adventurous aged agreeable ambitious amazing amusing angry
    auspicious awesome bald beautiful bemused bedecked big bittersweet blushing bold bouncy brawny bright burly
    bustling calm capable carefree capricious caring casual charming chill classy clean clumsy colorful crawling
    dapper debonair dashing defiant delicate delightful dazzling efficient enchanting entertaining enthused
    exultant fearless flawless fortunate fun funny gaudy gentle gifted glamorous grandiose gregarious handsome
    hilarious honorable illustrious incongruous indecisive industrious intelligent inquisitive intrigued
    invincible judicious kindly languid learned legendary likeable loud luminous luxuriant lyrical magnificent
    marvelous masked melodic merciful mercurial monumental mysterious nebulous nervous nimble nosy omniscient
    orderly overjoyed peaceful painted persistent placid polite popular powerful puzzled rambunctious rare
    rebellious respected resilient righteous receptive redolent rogue rumbling salty sassy secretive selective
    sedate serious shivering skillful sincere skittish silent smiling sneaky sophisticated spiffy stately suave
    stylish tasteful thoughtful thundering traveling treasured trusting unequaled upset unique unleashed useful
    upbeat unruly valuable vaunted victorious welcoming whimsical wistful wise worried youthful zealous
    """.split { $0 == " " || $0 == "\n" }
}
