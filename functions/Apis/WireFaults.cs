namespace SegFunctions.Apis;

/// <summary>The faults of a request, collected so that a client learns of all of them at once.</summary>
internal sealed class WireFaults
{
    private readonly List<(string Field, string Sentence)> _faults = [];

    // With the fields that each is a part of: a body may have very many faults.
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);

    /// <summary>All faults, each with the path of its field; empty if it is not about a field.</summary>
    public IReadOnlyList<(string Field, string Sentence)> All => _faults;

    /// <param name="field">The field's path, such as <c>boxes[1].x1</c>.</param>
    /// <param name="clause">The rest of the sentence, such as <c>must be a number</c>.</param>
    public void Add(string field, string clause)
    {
        _faults.Add((field, $"{field} {clause}"));
        _fields.Add(field);
        foreach (var (place, _) in field.Index().Where(letter => letter.Item is '.' or '['))
        {
            _fields.Add(field[..place]);
        }
    }

    /// <param name="sentence">A whole sentence, which is not about a field, so that <see cref="Has"/> ignores it.</param>
    public void Add(string sentence) => _faults.Add(("", sentence));

    /// <summary>Whether the field, or a part of it, has a fault.</summary>
    public bool Has(string field) => _fields.Contains(field);

    /// <exception cref="ApiException">Names every fault.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw ApiException.ForFaults([.. _faults.Select(fault => fault.Sentence)]);
        }
    }
}
