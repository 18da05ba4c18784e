using IqaSharp.Core;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>A file of scores comes from another run than the one that is to be continued, or does not say from which.</summary>
public sealed class OtherRunException(string path, string reason) : BadInputException(path, reason);
