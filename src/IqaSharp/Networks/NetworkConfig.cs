namespace IqaSharp.Networks;

/// <summary>The settings of one network, as stored in its model's card.</summary>
public abstract record NetworkConfig
{
    /// <summary>The parameters of a network with these settings.</summary>
    public abstract IReadOnlyList<ParameterSpec> Parameters();

    /// <summary>Rejects settings that no network can be built from, before anything is allocated.</summary>
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
