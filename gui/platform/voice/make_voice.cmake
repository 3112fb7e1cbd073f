# Speaks every prompt with espeak-ng and puts the recordings one behind the other:
#   cmake -DTEXTS=spoken_texts -DESPEAK=espeak-ng -DFOLDER=... -DOUT=voice.bin -P make_voice.cmake
# A name begins with the voice to speak it with, as espeak-ng calls it. (Its plain "cmn" reads the
# tones aloud as English numbers.)
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${TEXTS} ${FOLDER} OUTPUT_VARIABLE names COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" names "${names}")
set(recordings)
foreach(name IN LISTS names)
  string(REGEX REPLACE "-[a-z_]+$" "" language ${name})
  # Words per minute: brisk, since the next compression comes half a second later.
  execute_process(
    COMMAND ${ESPEAK} -v ${language} -b 1 -s 175 -a 180 -z -f ${FOLDER}/${name}.txt -w ${FOLDER}/${name}.wav
    COMMAND_ERROR_IS_FATAL ANY)
  list(APPEND recordings ${FOLDER}/${name}.wav)
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${recordings}
  OUTPUT_FILE ${OUT} COMMAND_ERROR_IS_FATAL ANY)
