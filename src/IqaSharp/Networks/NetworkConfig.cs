namespace IqaSharp.Networks;

/// <summary>The settings of one network, as its model's card holds them.</summary>
public abstract record NetworkConfig
{
    /// <summary>The parameters that a network of these settings has.</summary>
    public abstract IReadOnlyList<ParameterSpec> Parameters();

    /// <summary>Refuses what no network can be built from, before anything is allocated by it.</summary>
    /// <exception cref="FormatException">A setting is out of bounds; the message names it.</exception>
    public abstract void Validate();

    /// <summary>Throws where a setting does not hold.</summary>
    protected static void Require(bool holds, string setting, object value)
    {
        if (!holds)
        {
            throw new FormatException($"{setting} cannot be {value}");
        }
    }
}
