#include "metric/coco_objects.h"

namespace sightline {

// clang-format off
const std::array<CocoObject, 80> kCocoObjects{{
    {"person", "man,woman,child,boy,girl,kid,baby,toddler,infant,teenager,adult,guy,lady,gentleman,male,female,human,"
               "pedestrian,passenger,driver,rider,cyclist,biker,motorcyclist,player,batter,pitcher,catcher,umpire,"
               "skier,snowboarder,skater,skateboarder,surfer,swimmer,runner,jogger,spectator,worker,chef,cook,baker,"
               "waiter,waitress,policeman,police officer,firefighter,fireman,soldier,doctor,nurse,farmer,fisherman,"
               "tourist,traveler,traveller,student,teacher,shopper,bride,groom,mother,father,sister,brother,couple,"
               "crowd,family,cowboy"},
    {"bicycle", "bike,cycle,tricycle,unicycle,mountain bike"},
    {"car", "automobile,sedan,coupe,suv,van,minivan,jeep,taxi,cab,taxicab,limousine,limo,hatchback,convertible,"
            "station wagon,police car"},
    {"motorcycle", "motorbike,motor bike,motor cycle,scooter,moped,dirt bike"},
    {"airplane", "aeroplane,plane,aircraft,jet,airliner,jetliner,air plane,biplane,seaplane,fighter jet"},
    {"bus", "minibus,double decker,school bus,trolleybus"},
    {"train", "locomotive,subway train,freight train,tram,streetcar"},
    {"truck", "lorry,pickup,pickup truck,fire truck,firetruck,tow truck,dump truck,semi truck"},
    {"boat", "ship,sailboat,motorboat,speedboat,rowboat,canoe,kayak,yacht,ferry,dinghy,raft,barge,gondola,tugboat,"
             "lifeboat,catamaran,vessel"},
    {"traffic light", "traffic signal,stoplight,stop light,street light,streetlight"},
    {"fire hydrant", "hydrant"},
    {"stop sign", ""},
    {"parking meter", ""},
    {"bench", "pew,park bench"},
    {"bird", "seagull,gull,pigeon,dove,duck,goose,swan,owl,eagle,hawk,falcon,parrot,parakeet,sparrow,crow,raven,heron,"
             "pelican,flamingo,peacock,ostrich,rooster,chicken,hen,turkey,hummingbird,woodpecker,penguin,robin,"
             "cockatoo,finch,vulture,stork"},
    {"cat", "kitten,kitty,feline,tabby"},
    {"dog", "puppy,pup,doggy,doggie,canine,hound,retriever,labrador,poodle,terrier,bulldog,beagle,collie,dachshund,"
            "chihuahua,spaniel,husky,corgi,pug,sheepdog,greyhound,dalmatian"},
    {"horse", "pony,foal,colt,mare,stallion,racehorse"},
    {"sheep", "lamb,ewe,ram"},
    {"cow", "cattle,bull,calf,ox,heifer,steer"},
    {"elephant", ""},
    {"bear", "grizzly,polar bear,panda,brown bear,bear cub"},
    {"zebra", ""},
    {"giraffe", ""},
    {"backpack", "rucksack,knapsack,back pack"},
    {"umbrella", "parasol"},
    {"handbag", "purse,hand bag,clutch bag,shoulder bag"},
    {"tie", "necktie,bow tie,bowtie"},
    {"suitcase", "suit case,luggage,briefcase"},
    {"frisbee", "flying disc"},
    {"skis", "ski"},
    {"snowboard", ""},
    {"sports ball", "ball,soccer ball,tennis ball,football,basketball,volleyball,beach ball"},
    {"kite", ""},
    {"baseball bat", ""},
    {"baseball glove", "baseball mitt,mitt,catcher mitt"},
    {"skateboard", "skate board,longboard"},
    {"surfboard", "surf board,boogie board,bodyboard"},
    {"tennis racket", "tennis racquet,racket,racquet"},
    {"bottle", ""},
    {"wine glass", "wineglass"},
    {"cup", "mug,teacup,coffee cup"},
    {"fork", ""},
    {"knife", "pocketknife"},
    {"spoon", "teaspoon,tablespoon"},
    {"bowl", ""},
    {"banana", ""},
    {"apple", ""},
    {"sandwich", "burger,hamburger,cheeseburger,panini"},
    {"orange", ""},
    {"broccoli", ""},
    {"carrot", ""},
    {"hot dog", "hotdog"},
    {"pizza", ""},
    {"donut", "doughnut,bagel"},
    {"cake", "cupcake,cheesecake,birthday cake,wedding cake"},
    {"chair", "seat,stool,armchair,rocking chair,high chair,wheelchair"},
    {"couch", "sofa,loveseat,settee,futon,recliner"},
    {"potted plant", "houseplant,house plant,pot plant"},
    {"bed", ""},
    {"dining table", "table,desk,coffee table,kitchen table"},
    {"toilet", "urinal,commode"},
    {"tv", "television,tv set,television set,monitor,flat screen"},
    {"laptop", "notebook computer,laptop computer,computer,macbook"},
    {"mouse", "computer mouse"},
    {"remote", "remote control,wii remote"},
    {"keyboard", "computer keyboard"},
    {"cell phone", "cellphone,phone,mobile phone,smartphone,telephone,iphone"},
    {"microwave", "microwave oven"},
    {"oven", "stove,stovetop,stove top oven,cooker"},
    {"toaster", "toaster oven"},
    {"sink", "washbasin,basin"},
    {"refrigerator", "fridge,freezer"},
    {"book", "textbook,novel"},
    {"clock", "alarm clock"},
    {"vase", ""},
    {"scissors", "pair of scissors"},
    {"teddy bear", "teddy,stuffed bear"},
    {"hair drier", "hair dryer,hairdryer,blow dryer"},
    {"toothbrush", "tooth brush"},
}};

const std::array<CocoObject, 5> kCocoPhrases{{
    {"", "home plate,train track,train station,bus stop,bus station,car park,boat house,orange juice,apple pie,"
         "bed sheet,table tennis,dog house,bird house,mouse pad,"
         "book shelf,baby animal,adult animal,baby cub,adult cub,toilet paper,cup holder"},
    {"airplane", "passenger jet,passenger plane"},
    {"train", "passenger train"},
    {"car", "passenger car"},
    {"toilet", "toilet seat"},
}};
// clang-format on

}  // namespace sightline
