namespace SegFunctions.Apis;

/// <summary>What is wrong with a request, so that a client learns of all at once.</summary>
internal sealed class WireFaults
{
    private readonly List<(string Field, string Sentence)> _faults = [];

    /// <param name="field">As a client finds it: <c>boxes[1].x1</c>.</param>
    /// <param name="clause">Goes on with the sentence: <c>must be a number</c>.</param>
    public void Add(string field, string clause) => _faults.Add((field, $"{field} {clause}"));

    /// <param name="sentence">Of which <see cref="Has"/> knows nothing.</param>
    public void Add(string sentence) => _faults.Add(("", sentence));

    /// <summary>Whether a fault was noted of the field or of a part of it.</summary>
    public bool Has(string field) => _faults.Any(fault =>
        fault.Field.StartsWith(field, StringComparison.Ordinal)
        && (fault.Field.Length == field.Length || fault.Field[field.Length] is '.' or '['));

    /// <exception cref="ApiException">Names every fault.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw ApiException.ForFaults([.. _faults.Select(fault => fault.Sentence)]);
        }
    }
}
