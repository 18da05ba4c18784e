namespace IqaSharp.Models.Catalogue;

/// <summary>What a network's last layer gives.</summary>
public enum HeadKind
{
    /// <summary>One score.</summary>
    Score,

    /// <summary>A distribution of ratings; the score is its mean.</summary>
    Distribution,
}
