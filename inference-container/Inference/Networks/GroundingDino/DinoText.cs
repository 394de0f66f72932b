using SegFunctions.Inference.Networks.OpenVocabulary;

namespace SegFunctions.Inference.Networks.GroundingDino;

/// <summary>Formats phrases as the network expects them: <c>[CLS] a cat . a remote . [SEP]</c>, in as many texts as necessary.</summary>
internal sealed class DinoText(BertWords words)
{
    /// <summary>The longest text that the network takes, in tokens.</summary>
    private const int Longest = 256;

    // The first token, the phrase's period and the last token.
    private const int Around = 3;

    public IEnumerable<DinoPrompt> Write(IReadOnlyList<string> phrases)
    {
        var (ids, spans) = (new List<long> { words.Start }, new List<(int Phrase, int First, int Count)>());
        foreach (var (index, phrase) in phrases.Index())
        {
            List<long> tokens = [.. words.Encode(phrase).Take(Longest - Around)];
            if (tokens.Count == 0)
            {
                continue;
            }

            if (ids.Count + tokens.Count + 2 > Longest)
            {
                yield return new DinoPrompt([.. ids, words.End], spans);
                (ids, spans) = ([words.Start], []);
            }

            spans.Add((index, ids.Count, tokens.Count));
            ids.AddRange(tokens);
            ids.Add(words.Period);
        }

        if (spans.Count > 0)
        {
            yield return new DinoPrompt([.. ids, words.End], spans);
        }
    }
}

/// <summary>The text of one run.</summary>
/// <param name="Ids">Token ids.</param>
/// <param name="Spans">For each phrase in the text, its first token and the number of its tokens without the period.</param>
internal sealed record DinoPrompt(IReadOnlyList<long> Ids, IReadOnlyList<(int Phrase, int First, int Count)> Spans);
