namespace SegFunctions.Models.Catalogue;

/// <summary>A network that can be installed. Its kind is its type: each sealed record that derives from this one is a kind.</summary>
public abstract record ModelEntry
{
    /// <summary>Unique in the catalogue and the model's folder in the cache: lower-case letters, digits, <c>-</c> and <c>.</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Description { get; init; }

    public required ModelLicence Licence { get; init; }

    /// <summary>Where the files come from.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>Exactly one file for each role that the kind requires.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>What it can answer.</summary>
    public abstract ModelAbility Ability { get; }

    /// <summary>The roles that the kind requires.</summary>
    internal abstract IReadOnlyList<ModelFileRole> Roles { get; }

    /// <exception cref="KeyNotFoundException">The kind has no such role.</exception>
    public ModelFile GetFile(ModelFileRole role) =>
        Files.FirstOrDefault(file => file.Role == role) ?? throw new KeyNotFoundException($"Model '{Name}' has no file for the role {role}.");

    /// <summary>What is wrong with the parameters of this kind; empty if they are valid.</summary>
    internal abstract IEnumerable<string> FindParameterFaults();
}
