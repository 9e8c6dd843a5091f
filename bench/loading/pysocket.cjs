const { serve } = require("../runtime/peer.cjs");
const { loads } = require("./load.cjs");

serve({ load: loads(require.resolve("pysocket")) });
